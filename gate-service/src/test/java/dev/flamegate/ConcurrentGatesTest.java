package dev.flamegate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many questions at once, of one service and of many: every answer is the one that the question gets alone. */
class ConcurrentGatesTest {
    private static final Path RECORDED = Path.of("..", "fixtures", "profiles", "shop");
    private static final int SERVICES = 12;
    private static final int OF_ONE = 20;

    @TempDir
    Path folder;

    /** Every other service's candidate is slower. */
    private static void load(TestService service, int number) throws IOException {
        for (String version : List.of("1", "2")) {
            String recorded = version.equals("1") ? "1.0.0" : number % 2 == 0 ? "1.1.0" : "1.0.1";
            for (int pod = 1; pod <= 6; pod++) {
                byte[] body = Files.readAllBytes(
                        RECORDED.resolve(recorded).resolve("p" + pod).resolve("1.pb.gz"));
                String query = "service=" + name(number) + "&version=" + version + "&pod=p" + pod;
                assertThat(service.push(query, body).statusCode()).isEqualTo(200);
            }
        }
    }

    private static String name(int number) {
        return "service" + number;
    }

    /** Asks again as long as the service says that it is at work. */
    private static JsonNode answer(TestService service, String name) {
        JsonNode gate = service.gate(name);
        while (gate.path("state").asText().equals("running")) {
            gate = service.get(gate.at("/links/self").asText() + "?wait=20s");
        }
        assertThat(gate.path("state").asText()).as(gate.toString()).isEqualTo("done");
        return gate;
    }

    private static List<JsonNode> numbers(JsonNode gate) {
        JsonNode report = gate.path("report");
        return List.of(gate.path("verdict"), report.path("rows"), report.path("findings"), report.path("subject"));
    }

    @Test
    void answersOfManyQuestionsAtOnceAreThoseOfEachAlone() throws Exception {
        try (TestService service = new TestService(folder, Clock.systemUTC())) {
            Map<String, List<JsonNode>> alone = new HashMap<>();
            for (int number = 0; number < SERVICES; number++) {
                load(service, number);
                alone.put(name(number), numbers(answer(service, name(number))));
            }
            assertThat(alone.get(name(0)).get(0).asText()).isEqualTo("FAIL");
            assertThat(alone.get(name(1)).get(0).asText()).isNotEqualTo("FAIL");

            List<String> questions = new ArrayList<>();
            for (int i = 0; i < OF_ONE; i++) {
                questions.add(name(0));
                questions.add(name(i % SERVICES));
            }
            ExecutorService clients = Executors.newFixedThreadPool(questions.size());
            try {
                List<Future<JsonNode>> answers = questions.stream()
                        .map(name -> clients.submit(() -> answer(service, name)))
                        .toList();
                for (int i = 0; i < answers.size(); i++) {
                    assertThat(numbers(answers.get(i).get()))
                            .as(questions.get(i))
                            .isEqualTo(alone.get(questions.get(i)));
                }
            } finally {
                clients.shutdown();
            }
        }
    }
}
