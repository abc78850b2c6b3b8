package dev.flamegate.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Profile;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.profiles.v1development.Location;
import io.opentelemetry.proto.profiles.v1development.Mapping;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpFormatTest {
    private static final OtlpFormat FORMAT = new OtlpFormat(new OtlpLimits(100_000, 20, 500, 500, 50, 300, 1000, 4));

    private final OtlpRequests all = new OtlpRequests();

    @Test
    void readsTheProfileOfTheEbpfAgentAsCpuTime() {
        Profile profile = read(OtlpRequests.cpu("shop", "main")).get(0);

        assertThat(profile.type(0)).hasToString("process_cpu:cpu:nanoseconds:cpu:nanoseconds");
        assertThat(profile.total(0)).isEqualTo(3_000_000_000L);
        assertThat(profile.period()).isEqualTo(10_000_000L);
        assertThat(profile.startNanos()).isEqualTo(OtlpRequests.START);
        assertThat(profile.durationNanos()).isEqualTo(5_000_000_000L);
        assertThat(profile.labels().asMap()).isEqualTo(Map.of("service_name", "shop", "version", "1.2.3"));
    }

    @Test
    void readsStacksLeafFirstAndInlinedFunctionsInnermostFirst() {
        int inlined = all.location(
                Location.newBuilder().addLines(all.line("inner", 3)).addLines(all.line("outer", 4)));
        all.dictionary.addMappingTable(Mapping.newBuilder().setFilenameStrindex(all.string("/usr/lib/libc.so.6")));
        int unresolved = all.location(Location.newBuilder().setMappingIndex(1).setAddress(4096));
        int stack = all.stack(unresolved, inlined, all.location("main", 9));

        Profile profile = one(Sample.newBuilder().setStackIndex(stack).addValues(2));

        assertThat(path(profile, profile.node(0))).isEqualTo("main:9;outer:4;inner:3;[libc.so.6]:0");
        assertThat(profile.tree().functionAt(0).file()).isEqualTo("main.c");
        assertThat(profile.tree().functionAt(0).startLine()).isEqualTo(5);
    }

    @Test
    void countsTimestampsAddsUpValuesAndPairsBoth() {
        int stack = all.stack(all.location("main", 1));
        Sample.Builder sample = Sample.newBuilder().setStackIndex(stack);

        assertThat(one(sample.clone().addTimestampsUnixNano(1).addTimestampsUnixNano(2))
                        .total(0))
                .isEqualTo(2);
        assertThat(one(sample.clone().addValues(5).addValues(6)).total(0)).isEqualTo(11);
        assertThat(one(sample.clone().addValues(5).addTimestampsUnixNano(1)).total(0))
                .isEqualTo(5);
        refused(sample.clone().addValues(5).addValues(6).addTimestampsUnixNano(1), "sample 0", "2 values, but 1");
        refused(sample.clone(), "sample 0", "neither values nor timestamps");
        refused(sample.clone().addValues(Long.MAX_VALUE).addValues(1), "sample 0", "beyond 64 bits");
    }

    @ParameterizedTest
    @CsvSource({
        "samples,count,cpu,nanoseconds,10,process_cpu:cpu:nanoseconds:cpu:nanoseconds,20",
        "samples,count,cpu,nanoseconds,0,process_cpu:samples:count:cpu:nanoseconds,2",
        "samples,count,wall,nanoseconds,10,wall:wall:nanoseconds:wall:nanoseconds,20",
        "off_cpu,nanoseconds,'','',0,off_cpu:off_cpu:nanoseconds::,2",
        "cpu,nanoseconds,cpu,nanoseconds,10,process_cpu:cpu:nanoseconds:cpu:nanoseconds,2",
        "ctimer,count,ctimer,ns,10,process_cpu:cpu:nanoseconds:cpu:nanoseconds,20",
        "ctimer,count,'','',0,process_cpu:samples:count:cpu:nanoseconds,2",
        "itimer,ns,'','',0,process_cpu:cpu:nanoseconds:cpu:nanoseconds,2",
        "wall,ns,'','',0,wall:wall:nanoseconds:wall:nanoseconds,2",
        "alloc_tracer,bytes,'','',0,memory:alloc_space:bytes:space:bytes,2",
        "alloc_tracer,count,'','',0,memory:alloc_objects:count:space:bytes,2",
        "lock_tracer,ns,'','',0,mutex:delay:nanoseconds:contentions:count,2",
        "inuse_space,bytes,space,bytes,512,memory:inuse_space:bytes:space:bytes,2",
        "contentions,count,contentions,count,1,mutex:contentions:count:contentions:count,2",
        "events,count,page-faults,count,1,page-faults:events:count:page-faults:count,2",
        "page:faults,count,'','',0,page_faults:page_faults:count::,2"
    })
    void namesTheTypeByWhatIsCounted(
            String type, String unit, String periodType, String periodUnit, long period, String expected, long total) {
        Sample.Builder sample = Sample.newBuilder()
                .setStackIndex(all.stack(all.location("main", 1)))
                .addValues(2);

        Profile profile = read(all.request(all.resource(
                        all.profile(type, unit, periodType, periodUnit, period).addSamples(sample))))
                .get(0);

        assertThat(profile.type(0)).hasToString(expected);
        assertThat(profile.total(0)).isEqualTo(total);
    }

    /** The Collector parts a pprof of Go into one profile a sample type. */
    @Test
    void leavesSamplesACountWhereTheirTimeIsSentToo() {
        Sample.Builder sample = Sample.newBuilder()
                .setStackIndex(all.stack(all.location("main", 1)))
                .addValues(2);

        List<Profile> both = read(all.request(all.resource(List.of(
                all.profile("samples", "count", "cpu", "nanoseconds", 10).addSamples(sample),
                all.profile("cpu", "nanoseconds", "cpu", "nanoseconds", 10)
                        .addSamples(sample.clone().clearValues().addValues(20))))));

        assertThat(both)
                .extracting(profile -> profile.type(0) + " " + profile.total(0))
                .containsExactly(
                        "process_cpu:samples:count:cpu:nanoseconds 2",
                        "process_cpu:cpu:nanoseconds:cpu:nanoseconds 20");
    }

    @Test
    void takesTheKnownAttributesOfAResourceAndNoOthers() {
        Sample.Builder sample = Sample.newBuilder().addValues(1);

        Profile profile = read(all.request(all.resource(
                        all.profile("samples", "count", "cpu", "nanoseconds", 1).addSamples(sample),
                        "k8s.pod.name",
                        "shop-7d",
                        "host.name",
                        "node-1",
                        "deployment.environment",
                        "old",
                        "deployment.environment.name",
                        "prod",
                        "cloud.region",
                        "eu\n1",
                        "process.pid",
                        "4711",
                        "container.id",
                        "abc")))
                .get(0);

        assertThat(profile.labels().asMap())
                .isEqualTo(Map.of(
                        "service_name", "unknown_service",
                        "pod", "shop-7d",
                        "hostname", "node-1",
                        "env", "prod",
                        "region", "eu_1"));
    }

    @Test
    void resolvesKeysAndValuesThatReferToTheStringTableAsTheCollectorWritesThem() {
        KeyValue reference = KeyValue.newBuilder()
                .setKeyStrindex(all.string("service.name"))
                .setValue(AnyValue.newBuilder().setStringValueStrindex(all.string("shop")))
                .build();
        Sample.Builder sample = Sample.newBuilder().addValues(1);

        Profile profile = read(all.request(all.resource(all.profile("samples", "count", "cpu", "nanoseconds", 1)
                                .addSamples(sample))
                        .setResource(Resource.newBuilder().addAttributes(reference))))
                .get(0);

        assertThat(profile.labels().valueOrEmpty("service_name")).isEqualTo("shop");
    }

    @Test
    void aProfileSaysItsRequestsByAnAttributeOfItsOwnOrOfItsSamples() {
        int stack = all.stack(all.location("main", 1));
        int served = all.attribute(
                "requests", AnyValue.newBuilder().setIntValue(2227).build());
        int text = all.attribute("requests", OtlpRequests.text("2227"));
        int another = all.attribute("requests", OtlpRequests.text("3"));
        Sample.Builder sample = Sample.newBuilder().setStackIndex(stack).addValues(1);
        var own = all.profile("samples", "count", "cpu", "nanoseconds", 1)
                .addSamples(sample)
                .addAttributeIndices(served);
        var ofSamples = all.profile("samples", "count", "cpu", "nanoseconds", 1)
                .addSamples(sample.clone().addAttributeIndices(text));
        var twice = ofSamples.clone().addAttributeIndices(another);

        List<Profile> profiles = read(all.request(all.resource(own), all.resource(ofSamples)));

        assertThat(profiles)
                .extracting(profile -> profile.requests().getAsDouble())
                .containsExactly(2227.0, 2227.0);
        assertThat(profiles)
                .allMatch(profile -> profile.labels().value("requests").isEmpty());
        assertThatThrownBy(() -> read(all.request(all.resource(twice)))).hasMessageContaining("says 3 requests");
    }

    @Test
    void partsSamplesByTheirAttributesAndJoinsWhatIsTooMany() {
        int stack = all.stack(all.location("main", 1));
        var profile = all.profile("samples", "count", "cpu", "nanoseconds", 1);
        profile.addSamples(Sample.newBuilder().setStackIndex(stack).addValues(1));
        for (int i = 0; i < 5; i++) {
            int thread = all.attribute("thread.name", OtlpRequests.text("t" + i));
            int number = all.attribute(
                    "thread.id", AnyValue.newBuilder().setIntValue(i).build());
            profile.addSamples(Sample.newBuilder()
                    .setStackIndex(stack)
                    .addAttributeIndices(thread)
                    .addAttributeIndices(number)
                    .addValues(1));
        }
        int service = all.attribute("service.name", OtlpRequests.text("own"));
        var other = all.profile("samples", "count", "cpu", "nanoseconds", 1)
                .addSamples(Sample.newBuilder().addAttributeIndices(service).addValues(1));

        List<Profile> profiles = read(all.request(all.resource(profile), all.resource(other, "service.name", "host")));

        assertThat(profiles)
                .extracting(each -> each.labels() + "=" + each.total(0))
                .containsExactly(
                        "{service_name=\"unknown_service\"}=1",
                        "{service_name=\"unknown_service\",thread.name=\"t0\"}=1",
                        "{service_name=\"unknown_service\",thread.name=\"t1\"}=1",
                        "{service_name=\"unknown_service\",thread.name=\"t2\"}=1",
                        "{sample_labels=\"dropped\",service_name=\"unknown_service\"}=2",
                        "{service_name=\"own\"}=1");
    }

    @Test
    void readsTheDictionaryWhereverItStands() {
        ExportProfilesServiceRequest request = OtlpRequests.cpu("shop", "main");
        byte[] profiles = request.toBuilder().clearDictionary().build().toByteArray();
        byte[] dictionary = request.toBuilder().clearResourceProfiles().build().toByteArray();
        ByteArrayOutputStream turned = new ByteArrayOutputStream();
        turned.writeBytes(dictionary);
        turned.writeBytes(profiles);

        assertThat(FORMAT.read(turned.toByteArray(), "otlp").get(0).total(0)).isEqualTo(3_000_000_000L);
        assertThatThrownBy(() -> FORMAT.read(profiles, "otlp"))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageContaining("the table has 0 entries");
    }

    @Test
    void refusesIndicesBeyondTheirTables() {
        refused(Sample.newBuilder().setStackIndex(9).addValues(1), "sample 0", "stack index 9 is out of range");
        refused(Sample.newBuilder().setStackIndex(-1).addValues(1), "sample 0", "stack index -1");
        refused(Sample.newBuilder().addAttributeIndices(7).addValues(1), "sample 0", "attribute index 7");
        refused(Sample.newBuilder().setStackIndex(all.stack(77)).addValues(1), "sample 0", "location index 77");
    }

    /** Until release 1.9 the values of a sample were field 2 and its attributes field 3. */
    @Test
    void saysWhichLayoutIsReadWhenAnOlderOneArrives() {
        byte[] sampleOf19 = {8, 1, 18, 1, 5, 26, 1, 0};
        byte[] withoutAttributes = {8, 1, 18, 1, 0};
        int stack = all.stack(all.location("main", 1));
        assertThat(stack).isOne();

        for (byte[] sample : List.of(sampleOf19, withoutAttributes)) {
            var parsed = io.opentelemetry.proto.profiles.v1development.Profile.newBuilder();
            com.google.protobuf.UnknownFieldSet.Field field = com.google.protobuf.UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(com.google.protobuf.ByteString.copyFrom(sample))
                    .build();
            parsed.mergeFrom(
                    all.profile("samples", "count", "cpu", "nanoseconds", 1).build());
            parsed.setUnknownFields(com.google.protobuf.UnknownFieldSet.newBuilder()
                    .addField(OtlpSchema.PROFILE_SAMPLES, field)
                    .build());

            assertThatThrownBy(() -> read(all.request(all.resource(parsed))))
                    .isInstanceOf(MalformedProfileException.class)
                    .hasMessageContaining("opentelemetry-proto 1.10 and 1.11");
        }
    }

    @Test
    void boundsWhatOneRequestMayCost() {
        int deep = all.stack(
                IntStream.range(0, 51).mapToObj(i -> all.location("f" + i, 1)).toArray(Integer[]::new));
        refused(Sample.newBuilder().setStackIndex(deep).addValues(1), "sample 0", "deeper than 50");
        var many = all.profile("samples", "count", "cpu", "nanoseconds", 1);
        IntStream.range(0, 501).forEach(i -> many.addSamples(Sample.newBuilder().addValues(1)));
        refused(all.request(all.resource(many)), "sample 500", "more than 500 samples");
        var paths = all.profile("samples", "count", "cpu", "nanoseconds", 1);
        Integer[] locations =
                IntStream.range(0, 40).mapToObj(i -> all.location("g" + i, 1)).toArray(Integer[]::new);
        for (int i = 0; i < 8; i++) {
            Integer[] turned = locations.clone();
            java.util.Collections.rotate(java.util.Arrays.asList(turned), i);
            paths.addSamples(
                    Sample.newBuilder().setStackIndex(all.stack(turned)).addValues(1));
        }
        refused(all.request(all.resource(paths)), "sample 7", "call paths");
        var empty = all.profile("samples", "count", "cpu", "nanoseconds", 1);
        var resources = IntStream.range(0, 21)
                .mapToObj(i -> all.resource(empty))
                .toArray(io.opentelemetry.proto.profiles.v1development.ResourceProfiles.Builder[]::new);
        refused(all.request(resources), "resource 20", "more than 20 profiles");
    }

    @Test
    void takesARequestWithoutProfilesAndRefusesSamplesOfNoType() {
        assertThat(FORMAT.read(new byte[0], "otlp")).isEmpty();
        var untyped = io.opentelemetry.proto.profiles.v1development.Profile.newBuilder()
                .addSamples(Sample.newBuilder().addValues(1));
        refused(all.request(all.resource(untyped)), "resource 0, profile 0", "no sample type");
        refused(all.request(all.resource(untyped.clone().setTimeUnixNano(-1))), "profile 0", "");
    }

    private Profile one(Sample.Builder sample) {
        return read(all.request(
                        all.resource(all.profile("events", "count", "", "", 0).addSamples(sample))))
                .get(0);
    }

    private void refused(Sample.Builder sample, String place, String rule) {
        refused(
                all.request(all.resource(
                        all.profile("samples", "count", "cpu", "nanoseconds", 1).addSamples(sample))),
                place,
                rule);
    }

    private static void refused(ExportProfilesServiceRequest request, String place, String rule) {
        assertThatThrownBy(() -> read(request))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(rule);
    }

    private static List<Profile> read(ExportProfilesServiceRequest request) {
        return FORMAT.read(request.toByteArray(), "otlp");
    }

    private static String path(Profile profile, int node) {
        CallTree tree = profile.tree();
        StringBuilder path = new StringBuilder();
        for (int at = node; at != CallTree.ROOT; at = tree.parent(at)) {
            String frame = tree.functionAt(tree.function(at)).name().raw() + ":" + tree.line(at);
            path.insert(0, path.length() == 0 ? frame : frame + ";");
        }
        return path.toString();
    }
}
