package dev.flamegate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.ingest.ProfileFormat;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A format that somebody adds cannot be left out of the search, and what the search finds is kept where it is read again. */
class EveryDecoderIsFuzzedTest {
    private static final Path MAIN = Path.of("target", "classes");
    private static final Path TESTS = Path.of("target", "test-classes");
    private static final Path INPUTS = Path.of("src", "test", "resources");

    /** What reads bytes or text of strangers, or of a disk, and is no format of profiles. */
    private static final List<String> OTHER_DECODERS = List.of(
            "dev.flamegate.ingest.ProfileFormats",
            "dev.flamegate.ingest.Gunzip",
            "dev.flamegate.ingest.ProtobufJson",
            "dev.flamegate.ingest.otlp.OtlpFormat",
            "dev.flamegate.ingest.push.PushFormat",
            "dev.flamegate.cli.RequestCounts",
            "dev.flamegate.delivery.Wording",
            "dev.flamegate.delivery.github.AppKey",
            "dev.flamegate.delivery.github.IdentityToken",
            "dev.flamegate.delivery.github.IssuerKeys",
            "dev.flamegate.delivery.github.WebhookBody",
            "dev.flamegate.http.MultipartForm",
            "dev.flamegate.http.GrpcFrame",
            "dev.flamegate.http.SampleTypeConfig",
            "dev.flamegate.http.PyroscopeName",
            "dev.flamegate.http.TimeText",
            "dev.flamegate.profile.LabelsText",
            "dev.flamegate.profile.LabelSelector",
            "dev.flamegate.scrape.Relabelling",
            "dev.flamegate.store.rocksdb.ProfileCodec",
            "dev.flamegate.store.rocksdb.DictionaryRuns",
            "dev.flamegate.store.rocksdb.SeriesDefinition",
            "dev.flamegate.store.rocksdb.DayCounts",
            "dev.flamegate.store.rocksdb.ByteReader");

    @Test
    void everyFormatAndEveryOtherDecoderHasAFuzzTest() throws Exception {
        String fuzzTests = "";
        for (Class<?> each : fuzzTests()) {
            fuzzTests += Files.readString(TESTS.resolve(each.getName().replace('.', '/') + ".class"), ISO_8859_1);
        }
        List<String> formats = formats();
        assertThat(formats).contains("dev.flamegate.ingest.pprof.PprofFormat", "dev.flamegate.ingest.jfr.JfrFormat");
        List<String> decoders =
                Stream.concat(formats.stream(), OTHER_DECODERS.stream()).toList();
        for (String decoder : decoders) {
            assertThat(Class.forName(decoder)).isNotNull();
            assertThat(fuzzTests.contains(decoder.replace('.', '/')))
                    .as(decoder)
                    .isTrue();
        }
    }

    /** Only then does the build search with it and keep what it finds. */
    @Test
    void everyFuzzTestIsAloneInAClassOfThatNameWithAFolderForItsFindings() throws Exception {
        for (Class<?> each : classes(TESTS, "")) {
            List<Method> methods = Arrays.stream(each.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(FuzzTest.class))
                    .toList();
            if (!methods.isEmpty()) {
                assertThat(each.getSimpleName()).endsWith("FuzzTest");
                assertThat(methods).as(each.getName()).hasSize(1);
                Path inputs = INPUTS.resolve(each.getName().replace('.', '/') + "Inputs");
                assertThat(inputs.resolve(methods.get(0).getName())).isDirectory();
            }
        }
    }

    private static List<Class<?>> fuzzTests() throws Exception {
        return classes(TESTS, "FuzzTest");
    }

    private static List<String> formats() throws Exception {
        return classes(MAIN, "").stream()
                .filter(type -> ProfileFormat.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers()))
                .map(Class::getName)
                .toList();
    }

    /** The top-level classes of a folder whose names end so; none is initialised. */
    private static List<Class<?>> classes(Path folder, String end) throws IOException, ClassNotFoundException {
        List<String> names;
        try (Stream<Path> files = Files.walk(folder)) {
            names = files.map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(end + ".class") && !file.contains("$") && !file.contains("-info"))
                    .filter(file -> file.startsWith("dev/") && !file.contains("jmh"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
        List<Class<?>> classes = new ArrayList<>();
        for (String name : names) {
            classes.add(Class.forName(name, false, EveryDecoderIsFuzzedTest.class.getClassLoader()));
        }
        return classes;
    }
}
