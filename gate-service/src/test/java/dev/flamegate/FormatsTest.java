package dev.flamegate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.ingest.ProfileFormats;
import dev.flamegate.ingest.Source;
import dev.flamegate.ingest.jfr.TinyRecording;
import dev.flamegate.ingest.pprof.PprofBytes;
import dev.flamegate.profile.Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The formats as the commands and the service have them. */
class FormatsTest {
    private static final Path FIXTURES = Path.of("..", "fixtures");

    private final ProfileFormats formats = Flamegate.formats();

    @Test
    void everyFormatIsToldByItsBytesPlainAndGzipped() throws IOException {
        String speedscope = "{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\","
                + "\"shared\":{\"frames\":[]},\"profiles\":[]}";
        Map<String, byte[]> samples = new LinkedHashMap<>();
        samples.put("pprof", PprofBytes.small().bytes());
        samples.put(
                "jfr",
                new TinyRecording().event("jdk.ExecutionSample", 1, 1, 0, 0).bytes());
        samples.put("speedscope", speedscope.getBytes(UTF_8));
        samples.put("perf", "shop 1 2.3: 1 cycles: \n\tff work (/opt/shop)\n".getBytes(UTF_8));
        samples.put("folded", "main;work 3\nmain;spin 4\n".getBytes(UTF_8));

        for (Map.Entry<String, byte[]> sample : samples.entrySet()) {
            for (byte[] body : new byte[][] {sample.getValue(), gzip(sample.getValue())}) {
                assertThat(formats.sniff(body, "x").name()).isEqualTo(sample.getKey());
                assertThat(formats.read(body, Source.of("x"))).isNotNull();
            }
        }
    }

    /** The profiles were recorded as pprof by way of async-profiler's own converter. */
    @Test
    void aMethodHasOneNameInRecordingsAndInPprof() throws IOException {
        Set<String> inRecordings = ownFunctions(FIXTURES.resolve("jfr/shop/1.0.0/p1/async.jfr"));
        Set<String> byTheJdk = ownFunctions(FIXTURES.resolve("jfr/shop/1.0.0/p1/jdk.jfr"));
        Set<String> inPprof = ownFunctions(FIXTURES.resolve("profiles/shop/1.0.0/p1/1.pb.gz"));

        assertThat(inPprof).contains("dev/flamegate/fixtures/shop/Cart.reprice");
        assertThat(inRecordings).contains("dev/flamegate/fixtures/shop/Cart.reprice");
        assertThat(byTheJdk).contains("dev/flamegate/fixtures/shop/Cart.reprice");
    }

    private Set<String> ownFunctions(Path file) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Profile profile : formats.read(Files.readAllBytes(file), Source.of(file.toString()))) {
            for (int i = 0; i < profile.tree().functionCount(); i++) {
                names.add(profile.tree().functionAt(i).name().canonical());
            }
        }
        names.removeIf(name -> !name.startsWith("dev/flamegate/"));
        return names;
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }
}
