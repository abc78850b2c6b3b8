package dev.flamegate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.flamegate.profile.TimeRange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a stand-in that speaks Prometheus's HTTP API; {@link RealPrometheusTest} asks a real one. */
class PrometheusTrafficTest {
    private static final String QUERY =
            "sum(increase(r{service=\"$service\",version=\"$version\",pod=\"$pod\"}[$window]))";
    private static final TimeRange WINDOW = new TimeRange(1_790_000_000_000_000_000L, 1_790_000_020_500_000_000L);

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private int status = 200;
    private String body = "";
    private boolean hangs;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] form = exchange.getRequestBody().readAllBytes();
            asked.add(exchange.getRequestURI() + "?"
                    + URLDecoder.decode(new String(form, StandardCharsets.UTF_8), StandardCharsets.UTF_8));
            if (status == 302) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, hangs ? answer.length + 1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.getResponseBody().flush();
            if (hangs) {
                awaitEnd();
            }
            exchange.close();
        });
        server.start();
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private TrafficAnswer ask(String pod) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/prom/";
        return new PrometheusTraffic(url, QUERY, Duration.ofMillis(2000))
                .requests("shop", List.of(new PodWindows(pod, "1.4.2", List.of(WINDOW))));
    }

    private static String vector(String... values) {
        List<String> elements = new ArrayList<>();
        for (String value : values) {
            elements.add("{\"metric\":{},\"value\":[1790000020.5,\"" + value + "\"]}");
        }
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + String.join(",", elements)
                + "]}}";
    }

    @Test
    void asksForThePodAndTheWindowAtItsEnd() {
        body = vector("2227.5");

        assertThat(ask("p-1")).isEqualTo(new TrafficAnswer.Known(List.of(List.of(2227.5))));
        assertThat(asked)
                .containsExactly(
                        "/prom/api/v1/query?query=sum(increase(r{service=\"shop\",version=\"1.4.2\",pod=\"p-1\"}[20500ms]))"
                                + "&time=1790000020.500");
    }

    @Test
    void aNameCannotLeaveItsQuotes() {
        body = vector("1");

        ask("p\"} or vector(1) #\\ $version");

        assertThat(asked.get(0)).contains("pod=\"p\\\"} or vector(1) #\\\\ $version\"}[20500ms]");
    }

    @Test
    void aScalarDoesAsWell() {
        body = "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1790000020.5,\"7\"]}}";

        assertThat(ask("p")).isEqualTo(new TrafficAnswer.Known(List.of(List.of(7.0))));
    }

    private void isUnknown(String why) {
        assertThat(ask("p"))
                .isInstanceOfSatisfying(
                        TrafficAnswer.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains(why));
    }

    @ParameterizedTest
    @CsvSource({"NaN", "+Inf", "-1"})
    void whatIsNoCountIsUnknown(String value) {
        body = vector(value);
        isUnknown("no number of requests");
    }

    @Test
    void noSeriesAndSeveralAreUnknown() {
        body = vector();
        isUnknown("nothing for pod `p`");
        body = vector("1", "2");
        isUnknown("2 series instead of one for pod `p`");
    }

    @Test
    void itsErrorsAreSaid() {
        status = 400;
        body = "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error at char 5\"}";
        isUnknown("status 400: parse error at char 5");
        body = "<html>";
        isUnknown("status 400 and no JSON");
    }

    @Test
    void nobodyElseIsContacted() {
        status = 302;
        isUnknown("status 302");
        assertThat(asked).hasSize(1);
    }

    @Test
    void anEndlessAnswerIsGivenUp() {
        body = " ".repeat(70_000);
        isUnknown("longer than 65536 bytes");
    }

    @Test
    void anAnswerThatHangsIsGivenUp() {
        body = vector("1");
        hangs = true;
        isUnknown("not whole after 2000 ms");
    }

    @Test
    void aServerThatIsNotThereIsUnknown() {
        server.stop(0);
        isUnknown("it did not answer");
    }

    @Test
    void tooManyProfilesAreNotAskedFor() {
        List<TimeRange> windows = Collections.nCopies(5001, WINDOW);

        TrafficAnswer answer = new PrometheusTraffic("http://127.0.0.1:1", QUERY, Duration.ofSeconds(1))
                .requests("shop", List.of(new PodWindows("p", "1", windows)));

        assertThat(answer)
                .isEqualTo(new TrafficAnswer.Unknown("5001 profiles need as many queries, at most 5000 are made"));
    }
}
