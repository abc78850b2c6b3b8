// Package burner burns CPU in Heavy and Light, about three to one and in turns, allocates in Allocate, and says what it did.
package burner

import (
	"encoding/json"
	"os"
	"runtime"
	"syscall"
	"time"
)

const (
	rounds        = 3_000_000
	threadUsage   = 1 // RUSAGE_THREAD
	blockBytes    = 16 << 10
	blocksPerTurn = 400
)

var (
	sink  uint64
	block []byte
)

// Burner measures by the wall clock, and by the CPU time of the thread it was made on: it locks its goroutine to that.
type Burner struct {
	started   time.Time
	cpu, wall spent
	allocated int64
}

type spent struct{ heavy, light time.Duration }

func New() *Burner {
	runtime.LockOSThread()
	return &Burner{started: time.Now()}
}

// Turn does both parts once and returns the CPU time that all turns took.
func (b *Burner) Turn() time.Duration {
	b.timed(func(s *spent) *time.Duration { return &s.heavy }, func() { sink += Heavy(3 * rounds) })
	b.timed(func(s *spent) *time.Duration { return &s.light }, func() { sink += Light(rounds) })
	Allocate()
	b.allocated += blocksPerTurn * blockBytes
	return b.cpu.heavy + b.cpu.light
}

func (b *Burner) timed(part func(*spent) *time.Duration, work func()) {
	cpuStart, start := cpu(threadUsage), time.Now()
	work()
	*part(&b.cpu) += cpu(threadUsage) - cpuStart
	*part(&b.wall) += time.Since(start)
}

// Say writes what was done as one line of JSON.
func (b *Burner) Say(client string) {
	_ = json.NewEncoder(os.Stdout).Encode(map[string]any{
		"client":          client,
		"cpu":             b.cpu.seconds(cpu(syscall.RUSAGE_SELF)),
		"wall":            b.wall.seconds(time.Since(b.started)),
		"allocated_bytes": b.allocated,
	})
}

func (s spent) seconds(process time.Duration) map[string]float64 {
	return map[string]float64{"heavy": s.heavy.Seconds(), "light": s.light.Seconds(), "process": process.Seconds()}
}

func cpu(who int) time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(who, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

//go:noinline
func Heavy(rounds int) uint64 {
	x := uint64(88172645463325252)
	for i := 0; i < rounds; i++ {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	return x
}

//go:noinline
func Light(rounds int) uint64 {
	x := uint64(362436069)
	for i := 0; i < rounds; i++ {
		x ^= x << 21
		x ^= x >> 35
		x ^= x << 4
	}
	return x
}

//go:noinline
func Allocate() {
	for i := 0; i < blocksPerTurn; i++ {
		block = make([]byte, blockBytes)
	}
}
