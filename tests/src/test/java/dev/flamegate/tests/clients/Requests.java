package dev.flamegate.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.tests.ServiceProcess;
import java.io.IOException;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the service answered to the clients, from its own figures.
 *
 * @param byRouteAndStatus how many POST requests, by {@code ROUTE STATUS}
 */
record Requests(TreeMap<String, Long> byRouteAndStatus, long refused) {
    private static final Pattern ANSWERED = Pattern.compile(
            "flamegate_http_requests_seconds_count\\{method=\"POST\",route=\"([^\"]+)\",status=\"(\\d+)\"} (\\S+)");
    private static final Pattern REFUSED = Pattern.compile("flamegate_profiles_refused_total\\{[^}]*} (\\S+)");

    static Requests to(ServiceProcess service) throws IOException, InterruptedException {
        String figures = service.get("/metrics").body();
        TreeMap<String, Long> answered = new TreeMap<>();
        Matcher matcher = ANSWERED.matcher(figures);
        while (matcher.find()) {
            answered.merge(
                    matcher.group(1) + " " + matcher.group(2), (long) Double.parseDouble(matcher.group(3)), Long::sum);
        }
        long refused = 0;
        Matcher refusals = REFUSED.matcher(figures);
        while (refusals.find()) {
            refused += (long) Double.parseDouble(refusals.group(1));
        }
        return new Requests(answered, refused);
    }

    /** All of them went this way, and to all of them the service said yes. */
    void allAccepted(String client, String route, int countMin) {
        assertThat(refused).as("profiles of %s that were refused", client).isZero();
        assertThat(byRouteAndStatus).as("requests of %s", client).containsOnlyKeys(route + " 200");
        assertThat(byRouteAndStatus.get(route + " 200"))
                .as("requests of %s", client)
                .isGreaterThanOrEqualTo(countMin);
    }
}
