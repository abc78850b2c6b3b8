package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flamegate.http.TestServer.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowRoutesTest {
    private static final String QUESTION =
            "{\"service\":\"shop\",\"baseline\":\"1.0.0\",\"candidate\":\"1.1.0\",\"follow\":";

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String begun(String follow) {
        Answer answer = server.post("/api/v1/gates", QUESTION + follow + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().path("id").asText();
    }

    /** The lines of the stream as they come. */
    private Iterator<String> events(String id, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server.address() + "/api/v1/gates/" + id + "/events"))
                .header("Accept", "text/event-stream");
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<Stream<String>> response =
                    HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofLines());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            return response.body().iterator();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String until(Iterator<String> lines, String start) {
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith(start)) {
                return line;
            }
        }
        throw new AssertionError("the stream ended before '" + start + "'");
    }

    @Test
    void saysWhenItLooksAndWhereToWatch() {
        Answer answer = server.post("/api/v1/gates", QUESTION + "{\"deadline\":\"15m\",\"looks\":3,\"confirm\":true}}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/gates/follow-1");
        assertThat(answer.json().at("/follow/state").asText()).isEqualTo("waiting");
        assertThat(answer.json().at("/follow/looks").asInt()).isEqualTo(3);
        assertThat(answer.json().at("/follow/next_at").asText()).isEqualTo("2026-11-21T12:05:00Z");
        assertThat(answer.json().at("/follow/deadline").asText()).isEqualTo("2026-11-21T12:15:00Z");
        assertThat(answer.json().at("/follow/confirm").asBoolean()).isTrue();
        assertThat(answer.json().at("/links/events").asText()).isEqualTo("/api/v1/gates/follow-1/events");
        assertThat(server.get("/gates/follow-1").text())
                .contains("0 of 3", "waiting", "data-followed=\"true\"", "2026-11-21T12:05:00Z");
    }

    @Test
    void aPolicyMayAskForConfirmation() {
        Answer answer = server.post("/api/v1/gates", QUESTION + "\"15m\",\"policy\":\"confirm: true\"}");

        assertThat(answer.json().at("/follow/confirm").asBoolean()).isTrue();
    }

    @Test
    void eventsBeginWithTheStateAndEndWithTheFollow() {
        String id = begun("\"15m\"");
        Iterator<String> lines = events(id);
        List<String> first = List.of(until(lines, "event:"), until(lines, "data:"));
        server.send("DELETE", "/api/v1/gates/" + id, java.net.http.HttpRequest.BodyPublishers.noBody());
        String last = until(lines, "event: cancelled");
        String data = until(lines, "data:");

        assertThat(first.get(0)).isEqualTo("event: progress");
        assertThat(first.get(1)).contains("\"look\":0,\"looks\":6", "\"state\":\"waiting\"");
        assertThat(last).isNotEmpty();
        assertThat(data).contains("\"state\":\"cancelled\"").doesNotContain("\"report\"");
        while (lines.hasNext()) {
            assertThat(lines.next()).doesNotStartWith("event:");
        }
    }

    @Test
    void whoComesBackWithTheLastIdIsToldOnlyWhatIsNew() {
        String id = begun("\"15m\"");
        Iterator<String> lines = events(id, "Last-Event-ID", "1");
        String beat = until(lines, ": still here");
        server.send("DELETE", "/api/v1/gates/" + id, java.net.http.HttpRequest.BodyPublishers.noBody());

        assertThat(beat).isNotEmpty();
        assertThat(until(lines, "event:")).isEqualTo("event: cancelled");
        assertThat(server.get("/api/v1/gates/" + id + "/events", "Accept", "text/event-stream", "Last-Event-ID", "2")
                        .status())
                .as("nothing is left to say")
                .isEqualTo(204);
    }

    @Test
    void aLongPollReturnsWithTheFirstNews() throws InterruptedException {
        String id = begun("\"15m\"");
        Thread ender = new Thread(
                () -> server.send("DELETE", "/api/v1/gates/" + id, java.net.http.HttpRequest.BodyPublishers.noBody()));
        ender.start();
        Answer answer = server.get("/api/v1/gates/" + id + "?wait=15s&after=1");
        ender.join();

        assertThat(answer.json().path("state").asText()).isEqualTo("cancelled");
        assertThat(answer.json().at("/follow/event").asLong()).isEqualTo(2);
    }

    @Test
    void stoppingTheServiceEndsTheStreams() {
        String id = begun("\"15m\"");
        Iterator<String> lines = events(id);
        until(lines, "data:");
        server.close();

        while (lines.hasNext()) {
            assertThat(lines.next()).doesNotContain("verdict");
        }
    }

    @Test
    void whatCannotBeWatchedOrEndedIsRefused() {
        String id = begun("\"15m\"");
        server.post("/api/v1/gates", QUESTION.replace(",\"follow\":", "}"));

        assertThat(server.get("/api/v1/gates/" + id + "/events")
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("not_acceptable");
        assertThat(server.get("/api/v1/gates/none/events").status()).isEqualTo(404);
        assertThat(server.get("/api/v1/gates/gate-1/events").json().path("code").asText())
                .isEqualTo("gate_not_followed");
        assertThat(server.send("DELETE", "/api/v1/gates/none", java.net.http.HttpRequest.BodyPublishers.noBody())
                        .status())
                .isEqualTo(404);
        assertThat(server.get("/api/v1/gates/" + id + "?after=x")
                        .json()
                        .path("field")
                        .asText())
                .isEqualTo("after");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 | follow",
                "\"soon\" | follow",
                "{} | follow.deadline",
                "{\"deadline\":15} | follow.deadline",
                "{\"deadline\":\"15m\",\"look\":3} | follow",
                "{\"deadline\":\"15m\",\"looks\":\"3\"} | follow.looks",
                "{\"deadline\":\"15m\",\"looks\":0} | follow",
                "{\"deadline\":\"15m\",\"looks\":101} | follow",
                "{\"deadline\":\"15m\",\"looks\":4,\"interval\":\"5m\"} | follow",
                "{\"deadline\":\"15m\",\"interval\":\"0s\"} | follow",
                "{\"deadline\":\"15m\",\"interval\":\"1s\"} | follow",
                "{\"deadline\":\"8d\"} | follow",
                "{\"deadline\":\"15m\",\"confirm\":\"yes\"} | follow.confirm",
                "\"15m\",\"look\":\"1/2\" | look"
            })
    void refusesPlansThatMakeNoSenseNamingTheField(String follow, String field) {
        Answer answer = server.post("/api/v1/gates", QUESTION + follow + "}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("field").asText()).isEqualTo(field);
    }
}
