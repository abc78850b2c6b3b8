package dev.flamegate.traffic;

import dev.flamegate.profile.TimeRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a Prometheus, an instant query a pod and window (HTTP API, {@code /api/v1/query}), at the window's end. No redirect is followed
 * and no proxy asked: nobody is contacted whom the configuration does not name.
 */
public final class PrometheusTraffic implements TrafficSource {
    private static final Pattern VARIABLE = Pattern.compile("\\$(service|version|pod|window)\\b");
    private static final int ANSWER_BYTES_MAX = 1 << 16;
    private static final int QUERIES_MAX = 5000;

    /** The whole of a question may take so many times what one query may. */
    private static final int TIMEOUTS_MAX = 6;

    private final URI query;
    private final String template;
    private final Duration timeout;
    private final HttpClient client;

    /**
     * @param url of the server, with the path it has before {@code /api/v1}
     * @param template PromQL with {@code $service}, {@code $version}, {@code $pod} inside quotes, and {@code $window} for a length of time
     * @param timeout of one query
     */
    public PrometheusTraffic(String url, String template, Duration timeout) {
        this.query = URI.create(url.replaceAll("/+$", "") + "/api/v1/query");
        this.template = template;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
    }

    @Override
    public String name() {
        return "Prometheus at " + query.getScheme() + "://" + query.getHost()
                + (query.getPort() < 0 ? "" : ":" + query.getPort());
    }

    @Override
    public TrafficAnswer requests(String service, List<PodWindows> pods) {
        int queries = pods.stream().mapToInt(pod -> pod.windows().size()).sum();
        if (queries > QUERIES_MAX) {
            return new TrafficAnswer.Unknown(
                    queries + " profiles need as many queries, at most " + QUERIES_MAX + " are made");
        }
        long deadline = System.nanoTime() + TIMEOUTS_MAX * timeout.toNanos();
        List<List<Double>> requests = new ArrayList<>();
        try {
            for (PodWindows pod : pods) {
                List<Double> counts = new ArrayList<>();
                for (TimeRange window : pod.windows()) {
                    if (System.nanoTime() > deadline) {
                        throw new NoAnswerException("its answers took longer than "
                                + timeout.multipliedBy(TIMEOUTS_MAX).toSeconds() + " s together");
                    }
                    counts.add(ask(service, pod, window));
                }
                requests.add(counts);
            }
        } catch (NoAnswerException e) {
            return new TrafficAnswer.Unknown(String.valueOf(e.getMessage()));
        }
        return new TrafficAnswer.Known(requests);
    }

    private double ask(String service, PodWindows pod, TimeRange window) throws NoAnswerException {
        long millis = Math.max(1, window.durationNanos() / 1_000_000);
        String promql = filled(service, pod, millis);
        String time = BigDecimal.valueOf(window.endNanos() / 1_000_000, 3).toPlainString();
        String form = "query=" + encoded(promql) + "&time=" + encoded(time);
        HttpRequest request = HttpRequest.newBuilder(query)
                .timeout(timeout)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return answer(request, "pod `" + pod.pod() + "` in " + window);
    }

    /** One pass over the template, so that a value with a dollar sign is not taken for a name. */
    private String filled(String service, PodWindows pod, long millis) {
        return VARIABLE.matcher(template)
                .replaceAll(name -> Matcher.quoteReplacement(
                        switch (name.group(1)) {
                            case "service" -> quoted(service);
                            case "version" -> quoted(pod.version());
                            case "pod" -> quoted(pod.pod());
                            default -> millis + "ms";
                        }));
    }

    /** As it may stand between double quotes. */
    private static String quoted(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private double answer(HttpRequest request, String asked) throws NoAnswerException {
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            byte[] body = body(response.body());
            if (body.length > ANSWER_BYTES_MAX) {
                throw new NoAnswerException("its answer is longer than " + ANSWER_BYTES_MAX + " bytes");
            }
            return PrometheusAnswer.requests(response.statusCode(), body, asked);
        } catch (IOException e) {
            String said = e.getMessage();
            throw new NoAnswerException(
                    "it did not answer: " + (said == null ? e.getClass().getSimpleName() : said));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException("the service was stopping");
        }
    }

    /** The time-out of a request ends with its head: a body that never ends is closed here. */
    private byte[] body(InputStream in) throws IOException, InterruptedException, NoAnswerException {
        CompletableFuture<byte[]> body = CompletableFuture.supplyAsync(() -> {
            try {
                return in.readNBytes(ANSWER_BYTES_MAX + 1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            return body.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new NoAnswerException("its answer was not whole after " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new NoAnswerException("its answer broke off: " + e.getCause());
        } finally {
            in.close();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
