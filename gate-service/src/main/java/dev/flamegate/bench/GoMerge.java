package dev.flamegate.bench;

import dev.flamegate.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How long {@code go tool pprof} takes to merge profiles from files. */
final class GoMerge {
    private static final int MINUTES_MAX = 5;

    private GoMerge() {}

    /**
     * Seconds for a profile more, from merging a quarter of the files and all of them: what starting takes does not count.
     *
     * @param folder for the files
     * @return empty if there is no Go
     */
    static Optional<Double> secondsPerProfile(List<Profile> profiles, Path folder) {
        try {
            Files.createDirectories(folder);
            List<String> files = new ArrayList<>();
            for (Profile profile : profiles) {
                Path file = folder.resolve(files.size() + ".pb.gz");
                Files.write(file, GoProfileBytes.gzipped(profile));
                files.add(file.toString());
            }
            int few = files.size() / 4;
            double small = seconds(files.subList(0, few), folder);
            double large = seconds(files, folder);
            return Optional.of((large - small) / (files.size() - few));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** @throws IOException if there is no Go, or it fails */
    private static double seconds(List<String> files, Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "go",
                "tool",
                "pprof",
                "-symbolize=none",
                "-proto",
                "-output",
                folder.resolve("merged").toString()));
        command.addAll(files);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("go.log").toFile());
        builder.environment().put("PPROF_TMPDIR", folder.toString());
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("go tool pprof took more than " + MINUTES_MAX + " minutes");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        if (process.exitValue() != 0) {
            throw new IOException("go tool pprof failed: " + Files.readString(folder.resolve("go.log")));
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
