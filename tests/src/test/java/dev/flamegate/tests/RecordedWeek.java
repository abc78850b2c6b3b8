package dev.flamegate.tests;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A week of versions of the recorded shop: samples drawn from its recorded call trees, half a day a version, on four pods each. From one
 * version on the slow edition runs.
 */
final class RecordedWeek {
    static final int VERSIONS = 12;
    static final int SLOW_FROM = 7;

    private static final int PODS = 4;
    private static final int WINDOWS = 2;
    private static final int SAMPLES = 4000;
    private static final int REQUESTS = 2000;

    private final ServiceProcess service;
    private final SplittableRandom random = new SplittableRandom(20_261_121);

    RecordedWeek(ServiceProcess service) {
        this.service = service;
    }

    static String version(int number) {
        return "2." + number + ".0";
    }

    /**
     * Sends it all, as the service {@code shop}.
     *
     * @param fast recorded version of the service {@code recorded-shop} that is stored already
     * @param slow the version that the week ends with
     */
    void send(String fast, String slow) throws IOException, InterruptedException {
        Map<String, Double> before = stacks(fast);
        Map<String, Double> after = stacks(slow);
        Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(12L * VERSIONS));
        for (int version = 0; version < VERSIONS; version++) {
            for (int pod = 0; pod < PODS; pod++) {
                Map<String, Double> own = noisy(version < SLOW_FROM ? before : after);
                for (int window = 0; window < WINDOWS; window++) {
                    Instant from = start.plus(Duration.ofHours(12L * version + 8L * window))
                            .plusSeconds(pod);
                    send(version, pod, from, draw(own));
                }
            }
        }
    }

    /** Parts of the whole by stack, as the service has them. */
    private Map<String, Double> stacks(String version) throws IOException, InterruptedException {
        String query = "cpu{service_name=\"recorded-shop\",version=\"" + version + "\"}";
        HttpResponse<String> folded = service.get(
                "/api/v1/query/merge?format=folded&from=0&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        Map<String, Double> stacks = new LinkedHashMap<>();
        double sum = 0;
        for (String line : folded.body().split("\n")) {
            double value = Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
            stacks.merge(line.substring(0, line.lastIndexOf(' ')), value, Double::sum);
            sum += value;
        }
        double all = sum;
        stacks.replaceAll((stack, value) -> value / all);
        return stacks;
    }

    /** Pods differ in what a function costs them. */
    private Map<String, Double> noisy(Map<String, Double> stacks) {
        Map<String, Double> ofFunction = new LinkedHashMap<>();
        Map<String, Double> own = new LinkedHashMap<>();
        stacks.forEach((stack, weight) -> own.put(
                stack,
                weight
                        * ofFunction.computeIfAbsent(
                                stack.substring(stack.lastIndexOf(';') + 1),
                                any -> Math.exp(0.04 * random.nextGaussian()))));
        return own;
    }

    private String draw(Map<String, Double> weights) {
        StringBuilder folded = new StringBuilder();
        weights.forEach((stack, weight) -> {
            double mean = SAMPLES * weight;
            long count = Math.round(mean + Math.sqrt(mean) * random.nextGaussian());
            if (count > 0) {
                folded.append(stack).append(' ').append(count).append('\n');
            }
        });
        return folded.toString();
    }

    private void send(int version, int pod, Instant from, String folded) throws IOException, InterruptedException {
        String path = "/api/v1/profiles?service=shop&version=" + version(version) + "&pod=shop-" + version + "-" + pod
                + "&from=" + from + "&until=" + from.plusSeconds(60) + "&requests="
                + Math.round(REQUESTS * Math.exp(0.02 * random.nextGaussian()));
        HttpResponse<String> answer = service.post(path, folded.getBytes(StandardCharsets.UTF_8), "text/plain");
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
        }
    }
}
