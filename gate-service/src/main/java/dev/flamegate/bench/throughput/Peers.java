package dev.flamegate.bench.throughput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** What other readers need for the same bodies. */
final class Peers {
    private static final int REPEATS = 5;

    /**
     * Milliseconds a body.
     *
     * @param goAlone {@code go tool pprof -proto} on one file, with the start of its process; null if Go is not here or reads no such file
     * @param goTogether the same on all files in one process, which merges them
     * @param jdk the JDK's reader of recordings, with every stack trace; null for other formats
     */
    public record Figures(
            @Nullable Double goAlone,
            @Nullable Double goTogether,
            @Nullable Double jdk) {}

    private final Path folder;

    /** @param folder to write the bodies into as files */
    Peers(Path folder) {
        this.folder = folder;
    }

    Figures run(Workload workload) throws IOException, InterruptedException {
        List<Path> files = new ArrayList<>();
        for (byte[] body : workload.bodies()) {
            Path file = folder.resolve("body-" + files.size());
            Files.write(file, body);
            files.add(file);
        }
        boolean pprof = BareGunzip.takes(workload.bodies().get(0));
        boolean recording =
                workload.bodies().get(0).length > 3 && workload.bodies().get(0)[0] == 'F';
        Double goAlone = pprof ? median(() -> go(files.subList(0, 1))) : null;
        Double goTogether = goAlone == null ? null : go(files);
        return new Figures(
                goAlone,
                goTogether == null ? null : goTogether / files.size(),
                recording ? median(() -> readRecordings(files) / files.size()) : null);
    }

    private interface Timed {
        @Nullable
        Double millis() throws IOException, InterruptedException;
    }

    private static @Nullable Double median(Timed timed) throws IOException, InterruptedException {
        double[] all = new double[REPEATS];
        for (int i = 0; i < REPEATS; i++) {
            Double millis = timed.millis();
            if (millis == null) {
                return null;
            }
            all[i] = millis;
        }
        Arrays.sort(all);
        return all[REPEATS / 2];
    }

    /** Null if Go is not here, or does not read these files. */
    private @Nullable Double go(List<Path> files) throws InterruptedException {
        Path out = folder.resolve("out.pb.gz");
        List<String> command = new ArrayList<>(List.of("go", "tool", "pprof", "-proto", "-output", out.toString()));
        files.forEach(file -> command.add(file.toString()));
        long begun = System.nanoTime();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0 ? (Double) ((System.nanoTime() - begun) / 1e6) : null;
        } catch (IOException goIsNotHere) {
            return null;
        }
    }

    private static double readRecordings(List<Path> files) throws IOException {
        long begun = System.nanoTime();
        for (Path file : files) {
            try (RecordingFile recording = new RecordingFile(file)) {
                while (recording.hasMoreEvents()) {
                    RecordedEvent event = recording.readEvent();
                    event.getStackTrace();
                }
            }
        }
        return (System.nanoTime() - begun) / 1e6;
    }
}
