package dev.flamegate.bench.throughput;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service as users run it, in a process of its own on a free port, with nothing limited that is measured. */
public final class ServiceUnderLoad implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on (http://[^ ,]+)");
    private static final Pattern SYNCS = Pattern.compile("(?m)^flamegate_store_syncs_total ([0-9.E+]+)$");
    private static final Map<String, String> SETTINGS = Map.of(
            "FLAMEGATE_HTTP_HOST", "127.0.0.1",
            "FLAMEGATE_HTTP_PORT", "0",
            "FLAMEGATE_LIMITS_PROFILES_PER_SECOND_MAX", "0",
            "FLAMEGATE_LIMITS_SERIES_PER_SERVICE_MAX", "1000000");
    private static final int STOP_SECONDS_MAX = 30;

    private final Process process;
    private final URI address;

    private ServiceUnderLoad(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * @param program what runs Flamegate, without its arguments
     * @param folder of the store and of the service's messages
     */
    static ServiceUnderLoad start(List<String> program, Path folder) throws IOException {
        return start(program, folder, Map.of());
    }

    /**
     * @param program what runs Flamegate, without its arguments
     * @param folder of the store, in {@code store}, and of the service's messages
     * @param settings further variables of its environment
     */
    public static ServiceUnderLoad start(List<String> program, Path folder, Map<String, String> settings)
            throws IOException {
        List<String> command = new ArrayList<>(program);
        command.add("serve");
        File messages = folder.resolve("messages.txt").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(messages);
        builder.environment().keySet().removeIf(name -> name.startsWith("FLAMEGATE_"));
        builder.environment().putAll(SETTINGS);
        builder.environment().putAll(settings);
        builder.environment()
                .put("FLAMEGATE_STORE_FOLDER", folder.resolve("store").toString());
        Process process = builder.start();
        StringBuilder said = new StringBuilder();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                forward(lines);
                return new ServiceUnderLoad(process, URI.create(listening.group(1)));
            }
        }
        process.destroyForcibly();
        throw new IOException("the service did not start: " + said);
    }

    public URI address() {
        return address;
    }

    /** Empty where the system does not tell. */
    Optional<Duration> cpu() {
        return process.info().totalCpuDuration();
    }

    long syncs() throws IOException {
        try (InputStream in = address.resolve("/metrics").toURL().openStream()) {
            Matcher syncs = SYNCS.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            if (!syncs.find()) {
                throw new IOException("the service's figures lack flamegate_store_syncs_total");
            }
            return (long) Double.parseDouble(syncs.group(1));
        }
    }

    /** What the service has to say goes on to our own messages, so that its pipe never fills. */
    private static void forward(BufferedReader lines) {
        Thread thread = new Thread(() -> lines.lines().forEach(System.err::println), "service's messages");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
