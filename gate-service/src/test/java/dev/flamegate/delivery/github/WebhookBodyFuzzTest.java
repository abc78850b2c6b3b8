package dev.flamegate.delivery.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flamegate.delivery.github.Webhooks.Accept;
import dev.flamegate.delivery.github.Webhooks.Closed;
import dev.flamegate.delivery.github.Webhooks.Event;
import dev.flamegate.delivery.github.Webhooks.Protect;
import dev.flamegate.delivery.github.Webhooks.RunAgain;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The first byte chooses the event, the rest is the body. */
class WebhookBodyFuzzTest {
    private static final String API = "https://api.github.com";
    private static final List<String> EVENTS =
            List.of("check_run", "deployment_protection_rule", "pull_request", "push");

    @MethodSource("seeds")
    @FuzzTest
    void meansSomethingHarmlessOrIsRefused(byte[] bytes) {
        int event = bytes.length == 0 ? 0 : Math.floorMod(bytes[0], EVENTS.size());
        byte[] body = bytes.length == 0 ? bytes : Arrays.copyOfRange(bytes, 1, bytes.length);
        try {
            WebhookBody read = WebhookBody.parse(body);
            assertThat(read.repository()).matches("[\\w.-]+/[\\w.-]+");
            read.installation();
            check(read.meaning(EVENTS.get(event), API));
        } catch (Webhooks.RefusedException e) {
            assertThat(e.status()).isIn(400, 404);
            assertThat(e.getMessage()).matches("[^\\n]{1,500}");
        }
    }

    private static void check(Event event) {
        if (event instanceof RunAgain again) {
            assertThat(again.gate()).matches("[0-9A-Za-z-]{1,100}");
        } else if (event instanceof Accept accept) {
            assertThat(accept.gate()).matches("[0-9A-Za-z-]{1,100}");
            assertThat(accept.actor()).matches("[\\w.\\[\\]-]{1,100}");
        } else if (event instanceof Closed closed) {
            assertThat(closed.number()).isPositive();
        } else if (event instanceof Protect protect) {
            assertThat(protect.run()).isPositive();
            assertThat(protect.sha()).matches("[0-9a-f]{40}|[0-9a-f]{64}");
            assertThat(protect.environment()).isNotBlank();
        }
    }

    static Stream<Arguments> seeds() {
        String repository = "\"repository\": {\"full_name\": \"acme/shop\"}, \"installation\": {\"id\": 77}";
        String check = "\"check_run\": {\"external_id\": \"g1-check\", \"head_sha\": \"" + "1".repeat(40) + "\"}";
        return Stream.of(
                        "\0{\"action\": \"rerequested\", " + check + ", " + repository + "}",
                        "\0{\"action\": \"requested_action\", \"requested_action\": {\"identifier\": \"accept\"}, "
                                + check + ", \"sender\": {\"login\": \"maria\"}, " + repository + "}",
                        "\1{\"action\": \"requested\", \"environment\": \"production\", \"sha\": \"" + "1".repeat(40)
                                + "\", \"ref\": \"refs/heads/main\", \"deployment_callback_url\": \"" + API
                                + "/repos/acme/shop/actions/runs/1/deployment_protection_rule\", " + repository + "}",
                        "\2{\"action\": \"closed\", \"pull_request\": {\"number\": 7}, " + repository + "}",
                        "\3[]",
                        "\0null",
                        "")
                .map(text -> Arguments.arguments((Object) text.getBytes(StandardCharsets.UTF_8)));
    }
}
