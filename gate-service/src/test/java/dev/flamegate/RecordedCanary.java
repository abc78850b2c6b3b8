package dev.flamegate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPInputStream;

/**
 * A canary beside what runs: profiles that were recorded of six pods a side, sent minute by minute as if they were taken now. Only the
 * time in them is another.
 */
final class RecordedCanary {
    static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final Path RECORDED = Path.of("..", "fixtures", "profiles", "shop");
    private static final int PODS = 6;
    private static final int TIME_NANOS = 9;

    final MovedClock clock = new MovedClock(START);

    /** Sends one recorded minute of every pod as the minute that ends at {@code minute}, and lets that minute pass. */
    void minute(TestService service, int minute, String before, String after) {
        send(service, "1", before, minute);
        send(service, "2", after, minute);
        clock.to(START.plus(Duration.ofMinutes(minute)));
    }

    /** Sends the recorded profiles of a version under another name; {@code none} sends nothing. */
    void send(TestService service, String version, String recorded, int minute) {
        if (recorded.equals("none")) {
            return;
        }
        Instant start = START.plus(Duration.ofMinutes(minute - 1)).plusSeconds(5);
        for (int pod = 1; pod <= PODS; pod++) {
            Path file = RECORDED.resolve(recorded).resolve("p" + pod).resolve(1 + (minute - 1) % 3 + ".pb.gz");
            String query = "service=shop&version=" + version + "&pod=v" + version + "-" + pod;
            HttpResponse<String> answer = service.push(query, at(start.plusMillis(pod), file));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private static byte[] at(Instant start, Path file) {
        try (GZIPInputStream body = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            byte[] message = body.readAllBytes();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedInputStream in = CodedInputStream.newInstance(message);
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            int from = 0;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                in.skipField(tag);
                if (WireFormat.getTagFieldNumber(tag) != TIME_NANOS) {
                    out.writeRawBytes(message, from, in.getTotalBytesRead() - from);
                }
                from = in.getTotalBytesRead();
            }
            out.writeInt64(TIME_NANOS, start.getEpochSecond() * 1_000_000_000L + start.getNano());
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** Begins to follow; answers the id. */
    static String follow(TestService service, String how) {
        String question = "{\"service\":\"shop\",\"baseline\":\"1\",\"candidate\":\"2\",\"follow\":" + how + "}";
        JsonNode answer =
                TestService.json(service.send("POST", "/api/v1/gates", question.getBytes(StandardCharsets.UTF_8)));
        assertThat(answer.path("state").asText()).as(answer.toString()).isEqualTo("running");
        return answer.path("id").asText();
    }

    /** Returns once this look was taken or the follow is over. */
    static JsonNode awaitLook(TestService service, String id, int look) {
        JsonNode state = service.get("/api/v1/gates/" + id);
        while (state.path("state").asText().equals("running")
                && (state.at("/follow/look").asInt() < look
                        || state.at("/follow/state").asText().isEmpty())) {
            String after = "&after=" + state.at("/follow/event").asText();
            state = service.get("/api/v1/gates/" + id + "?wait=30s" + after);
        }
        return state;
    }

    static JsonNode awaitEnd(TestService service, String id) {
        return awaitLook(service, id, Integer.MAX_VALUE);
    }
}
