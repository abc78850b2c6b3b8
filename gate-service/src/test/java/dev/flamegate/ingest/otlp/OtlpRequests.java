package dev.flamegate.ingest.otlp;

import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.profiles.v1development.Function;
import io.opentelemetry.proto.profiles.v1development.KeyValueAndUnit;
import io.opentelemetry.proto.profiles.v1development.Line;
import io.opentelemetry.proto.profiles.v1development.Link;
import io.opentelemetry.proto.profiles.v1development.Location;
import io.opentelemetry.proto.profiles.v1development.Mapping;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.ResourceProfiles;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.ScopeProfiles;
import io.opentelemetry.proto.profiles.v1development.Stack;
import io.opentelemetry.proto.profiles.v1development.ValueType;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.List;

/** Builds requests with OpenTelemetry's own generated classes, as an agent and the Collector do. */
public final class OtlpRequests {
    public static final long START = 1_790_000_000_000_000_000L;

    private final List<String> strings = new ArrayList<>(List.of(""));
    final ProfilesDictionary.Builder dictionary = ProfilesDictionary.newBuilder()
            .addMappingTable(Mapping.getDefaultInstance())
            .addLocationTable(Location.getDefaultInstance())
            .addFunctionTable(Function.getDefaultInstance())
            .addLinkTable(Link.getDefaultInstance())
            .addAttributeTable(KeyValueAndUnit.getDefaultInstance())
            .addStackTable(Stack.getDefaultInstance());

    /** A CPU profile of one sample, as the eBPF profiler sends it: counts, with the period in the header. */
    public static ExportProfilesServiceRequest cpu(String service, String function) {
        OtlpRequests all = new OtlpRequests();
        int stack = all.stack(all.location(function, 7));
        Profile.Builder profile = all.profile("samples", "count", "cpu", "nanoseconds", 10_000_000);
        profile.addSamples(Sample.newBuilder().setStackIndex(stack).addValues(300));
        return all.request(all.resource(profile, "service.name", service, "service.version", "1.2.3"));
    }

    int string(String text) {
        int known = strings.indexOf(text);
        if (known >= 0) {
            return known;
        }
        strings.add(text);
        return strings.size() - 1;
    }

    int function(String name) {
        dictionary.addFunctionTable(Function.newBuilder()
                .setNameStrindex(string(name))
                .setFilenameStrindex(string(name + ".c"))
                .setStartLine(5));
        return dictionary.getFunctionTableCount() - 1;
    }

    int location(String function, int line) {
        return location(Location.newBuilder().addLines(line(function, line)));
    }

    Line line(String function, int line) {
        return Line.newBuilder()
                .setFunctionIndex(function(function))
                .setLine(line)
                .build();
    }

    int location(Location.Builder location) {
        dictionary.addLocationTable(location);
        return dictionary.getLocationTableCount() - 1;
    }

    /** Leaf first. */
    int stack(Integer... locations) {
        dictionary.addStackTable(Stack.newBuilder().addAllLocationIndices(List.of(locations)));
        return dictionary.getStackTableCount() - 1;
    }

    int attribute(String key, AnyValue value) {
        dictionary.addAttributeTable(
                KeyValueAndUnit.newBuilder().setKeyStrindex(string(key)).setValue(value));
        return dictionary.getAttributeTableCount() - 1;
    }

    Profile.Builder profile(String type, String unit, String periodType, String periodUnit, long period) {
        return Profile.newBuilder()
                .setSampleType(type(type, unit))
                .setPeriodType(type(periodType, periodUnit))
                .setPeriod(period)
                .setTimeUnixNano(START)
                .setDurationNano(5_000_000_000L);
    }

    private ValueType type(String type, String unit) {
        return ValueType.newBuilder()
                .setTypeStrindex(string(type))
                .setUnitStrindex(string(unit))
                .build();
    }

    ResourceProfiles.Builder resource(Profile.Builder profile, String... attributes) {
        return resource(List.of(profile), attributes);
    }

    ResourceProfiles.Builder resource(List<Profile.Builder> profiles, String... attributes) {
        Resource.Builder resource = Resource.newBuilder();
        for (int i = 0; i < attributes.length; i += 2) {
            resource.addAttributes(KeyValue.newBuilder().setKey(attributes[i]).setValue(text(attributes[i + 1])));
        }
        ScopeProfiles.Builder scope = ScopeProfiles.newBuilder();
        profiles.forEach(scope::addProfiles);
        return ResourceProfiles.newBuilder().setResource(resource).addScopeProfiles(scope);
    }

    static AnyValue text(String text) {
        return AnyValue.newBuilder().setStringValue(text).build();
    }

    ExportProfilesServiceRequest request(ResourceProfiles.Builder... resources) {
        ExportProfilesServiceRequest.Builder request = ExportProfilesServiceRequest.newBuilder();
        for (ResourceProfiles.Builder resource : resources) {
            request.addResourceProfiles(resource);
        }
        return request.setDictionary(dictionary.clone().addAllStringTable(strings))
                .build();
    }
}
