package main

import (
	"bytes"
	"time"

	"github.com/google/pprof/profile"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pprofile"
)

// The CPU samples of a pprof profile in the Collector's own model, as its eBPF profiler makes them: counts, with the time of one as
// the period.
func converted(recorded *bytes.Buffer, start time.Time) pprofile.Profiles {
	from, err := profile.Parse(recorded)
	check(err)
	profiles := pprofile.NewProfiles()
	tables := newTables(profiles.Dictionary())
	resource := profiles.ResourceProfiles().AppendEmpty()
	attributes := resource.Resource().Attributes()
	attributes.PutStr("service.name", "burner")
	attributes.PutStr("service.version", "1.4.2")
	attributes.PutStr("k8s.pod.name", "pod-1")

	to := resource.ScopeProfiles().AppendEmpty().Profiles().AppendEmpty()
	to.SampleType().SetTypeStrindex(tables.text("samples"))
	to.SampleType().SetUnitStrindex(tables.text("count"))
	to.PeriodType().SetTypeStrindex(tables.text("cpu"))
	to.PeriodType().SetUnitStrindex(tables.text("nanoseconds"))
	to.SetPeriod(from.Period)
	to.SetTime(pcommon.NewTimestampFromTime(start))
	to.SetDurationNano(uint64(from.DurationNanos))
	for _, sample := range from.Sample {
		one := to.Samples().AppendEmpty()
		one.SetStackIndex(tables.stack(sample.Location))
		one.Values().Append(sample.Value[0])
	}
	return profiles
}

// Element 0 of every table is the zero value, which means "not set".
type tables struct {
	dictionary pprofile.ProfilesDictionary
	texts      map[string]int32
	functions  map[uint64]int32
	locations  map[uint64]int32
}

func newTables(dictionary pprofile.ProfilesDictionary) *tables {
	dictionary.StringTable().Append("")
	dictionary.FunctionTable().AppendEmpty()
	dictionary.LocationTable().AppendEmpty()
	dictionary.StackTable().AppendEmpty()
	dictionary.MappingTable().AppendEmpty()
	dictionary.LinkTable().AppendEmpty()
	dictionary.AttributeTable().AppendEmpty()
	return &tables{dictionary, map[string]int32{"": 0}, map[uint64]int32{}, map[uint64]int32{}}
}

func (t *tables) text(text string) int32 {
	index, known := t.texts[text]
	if !known {
		index = int32(t.dictionary.StringTable().Len())
		t.dictionary.StringTable().Append(text)
		t.texts[text] = index
	}
	return index
}

func (t *tables) function(from *profile.Function) int32 {
	index, known := t.functions[from.ID]
	if !known {
		index = int32(t.dictionary.FunctionTable().Len())
		to := t.dictionary.FunctionTable().AppendEmpty()
		to.SetNameStrindex(t.text(from.Name))
		to.SetFilenameStrindex(t.text(from.Filename))
		to.SetStartLine(from.StartLine)
		t.functions[from.ID] = index
	}
	return index
}

func (t *tables) location(from *profile.Location) int32 {
	index, known := t.locations[from.ID]
	if !known {
		index = int32(t.dictionary.LocationTable().Len())
		to := t.dictionary.LocationTable().AppendEmpty()
		to.SetAddress(from.Address)
		for _, line := range from.Line {
			one := to.Lines().AppendEmpty()
			one.SetFunctionIndex(t.function(line.Function))
			one.SetLine(line.Line)
		}
		t.locations[from.ID] = index
	}
	return index
}

func (t *tables) stack(locations []*profile.Location) int32 {
	index := int32(t.dictionary.StackTable().Len())
	to := t.dictionary.StackTable().AppendEmpty()
	for _, location := range locations {
		to.LocationIndices().Append(t.location(location))
	}
	return index
}
