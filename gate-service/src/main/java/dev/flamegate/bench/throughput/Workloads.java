package dev.flamegate.bench.throughput;

import dev.flamegate.ingest.Gunzip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** What is sent: the project's recorded profiles, whole or made smaller and larger openly, or files of the user's own. */
public final class Workloads {
    /** The input that stands for what most Go services send. */
    static final String TYPICAL = "pprof 5 KB";

    private static final String PPROF = ".pb.gz";
    private static final String ONE_PROGRAM = "profiles/gopher-shop";
    private static final int BYTES_MAX = 64 << 20;
    private static final int SMALL_KEEPS_ONE_OF = 3;
    private static final int MEDIUM_WINDOWS = 15;
    private static final int MEDIUM_BODIES = 8;
    private static final int LARGE_BODIES = 2;
    private static final int LARGE_BYTES_MIN = 450_000;

    private Workloads() {}

    /**
     * Those whose name contains a text; only these are made.
     *
     * @param fixtures folder with {@code profiles} and {@code jfr}
     * @throws UncheckedIOException if one cannot be read
     */
    public static List<Workload> recorded(Path fixtures, String nameContains) {
        Map<String, Function<String, Workload>> makers = new LinkedHashMap<>();
        makers.put(TYPICAL, name -> small(name, files(fixtures.resolve("profiles"), PPROF)));
        makers.put("pprof 15 KB", name -> asRecorded(name, files(fixtures.resolve("profiles"), PPROF)));
        makers.put("pprof 50 KB", name -> medium(name, files(fixtures.resolve(ONE_PROGRAM), PPROF)));
        makers.put("pprof 500 KB", name -> large(name, files(fixtures.resolve(ONE_PROGRAM), PPROF)));
        makers.put("JFR of async-profiler", name -> asRecorded(name, files(fixtures.resolve("jfr"), "async.jfr")));
        makers.put("JFR of the JDK", name -> asRecorded(name, files(fixtures.resolve("jfr"), "jdk.jfr")));
        return makers.entrySet().stream()
                .filter(maker -> maker.getKey().contains(nameContains))
                .map(maker -> maker.getValue().apply(maker.getKey()))
                .toList();
    }

    private static Workload asRecorded(String name, List<Path> files) {
        return new Workload(name, "recorded, as they are", bytes(files));
    }

    /** Every file under a folder, as one workload. */
    public static List<Workload> ofFolder(Path folder) {
        return List.of(new Workload("files", folder.toString(), bytes(files(folder, ""))));
    }

    private static Workload small(String name, List<Path> windows) {
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            int kept = i % SMALL_KEEPS_ONE_OF;
            MergedPprof merged = new MergedPprof();
            merged.add(
                    content(windows.get(i)),
                    windows.get(i).toString(),
                    sample -> sample % SMALL_KEEPS_ONE_OF == kept,
                    UnaryOperator.identity());
            bodies.add(compressed(merged.bytes()));
        }
        return new Workload(name, "every third sample of a recorded window", bodies);
    }

    private static Workload medium(String name, List<Path> windows) {
        List<byte[]> bodies = new ArrayList<>();
        List<Path> rotated = new ArrayList<>(windows);
        for (int i = 0; i < MEDIUM_BODIES; i++) {
            Collections.rotate(rotated, 1);
            MergedPprof merged = new MergedPprof();
            for (Path window : rotated.subList(0, Math.min(MEDIUM_WINDOWS, rotated.size()))) {
                merged.add(content(window), window.toString(), sample -> true, UnaryOperator.identity());
            }
            bodies.add(compressed(merged.bytes()));
        }
        return new Workload(name, MEDIUM_WINDOWS + " recorded windows merged", bodies);
    }

    /** A program of that size has more code: copies of the program's own package stand for it. */
    private static Workload large(String name, List<Path> windows) {
        List<byte[]> bodies = new ArrayList<>();
        int copies = 0;
        for (int i = 0; i < LARGE_BODIES; i++) {
            MergedPprof merged = new MergedPprof();
            byte[] body = {};
            for (copies = 0; body.length < LARGE_BYTES_MIN; copies++) {
                String own = "main" + (copies * LARGE_BODIES + i) + ".";
                for (Path window : windows) {
                    merged.add(
                            content(window),
                            window.toString(),
                            sample -> true,
                            function -> function.replace("main.", own));
                }
                body = compressed(merged.bytes());
            }
            bodies.add(body);
        }
        return new Workload(
                name,
                "all recorded windows of a service merged, with " + copies + " copies of the program's own package",
                bodies);
    }

    /** As Go's runtime does it: quickly. */
    static byte[] compressed(byte[] message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        }) {
            out.write(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] content(Path file) {
        return Gunzip.content(read(file), BYTES_MAX, file.toString());
    }

    private static List<byte[]> bytes(List<Path> files) {
        return files.stream().map(Workloads::read).toList();
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Path> files(Path folder, String end) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(end))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be listed: " + e.getMessage(), e);
        }
    }
}
