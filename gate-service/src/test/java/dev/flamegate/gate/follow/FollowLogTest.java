package dev.flamegate.gate.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flamegate.gate.EvaluationRequest;
import dev.flamegate.gate.EvaluationRequest.Cohort;
import dev.flamegate.gate.EvaluationRequest.SentPolicy;
import dev.flamegate.gate.Looks.Held;
import dev.flamegate.gate.policy.AuditLog.Sender;
import dev.flamegate.gate.policy.PolicyFile;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.reports.Look;
import dev.flamegate.reports.Measure;
import dev.flamegate.store.DocumentStore;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FollowLogTest {
    private static final Instant START = Instant.parse("2026-11-21T12:00:00.123Z");

    private final Map<String, byte[]> kept = new HashMap<>();
    private final FollowLog log = new FollowLog(documents());

    /** Puts and gets, which is all that the log asks for. */
    private DocumentStore documents() {
        return (DocumentStore) Proxy.newProxyInstance(
                DocumentStore.class.getClassLoader(),
                new Class<?>[] {DocumentStore.class},
                (self, method, arguments) -> {
                    String key = arguments[0] + "/" + arguments[1];
                    return method.getName().equals("put")
                            ? kept.put(key, (byte[]) arguments[2])
                            : Optional.ofNullable(kept.get(key));
                });
    }

    private static Follow follow(String baseline, String candidate, Optional<SentPolicy> policy) {
        EvaluationRequest question = new EvaluationRequest(
                "shop",
                List.of("cpu", "alloc_space"),
                Cohort.parseBaseline(baseline),
                Cohort.parse(candidate),
                new TimeRange(7, Long.MAX_VALUE),
                Look.ONLY,
                policy);
        return Follow.begun("06c9", question, FollowPlan.of(START, Duration.ofMinutes(15), null, 4, true));
    }

    @Test
    void whatIsKeptIsReadAsItWas() {
        PolicyFile file = PolicyFile.read("p.yml", "alpha: 0.02\n");
        Follow begun = follow(
                "{region=\"eu\",version=~\"1\\\\.[0-3]\"}",
                "1.4.0,1.4.1",
                Optional.of(new SentPolicy(file, new Sender("anna", "10.0.0.1", "c0ffee"))));
        Follow later = begun.looked(
                        2,
                        new Found(
                                new Held(new Held.Side(6, 1234.5), new Held.Side(5, 7)),
                                0.0123,
                                List.of(new Follow.Suspect("a.b", Measure.SELF, 0.01, 0.001)),
                                ""),
                        Follow.State.WATCHING)
                .suspecting(START.plusSeconds(450));
        log.keep(begun);
        log.keep(later);

        assertThat(log.find("06c9")).contains(later);
        assertThat(later.event()).isEqualTo(3);
        assertThat(later.nextAt()).isEqualTo(START.plusSeconds(450 + 225));
    }

    @Test
    void aRuleForTheBaselineStaysARule() {
        Follow begun = follow("concurrent", "2", Optional.empty());
        log.keep(begun);

        assertThat(log.find("06c9")).contains(begun);
    }

    @Test
    void theOpenOnesAreListedInOrder() {
        assertThat(log.open()).isEmpty();
        log.keepOpen(List.of("b", "a"));

        assertThat(log.open()).containsExactly("a", "b");
        assertThat(log.find("none")).isEmpty();
    }

    @Test
    void whatCannotBeReadIsNamed() {
        kept.put("follow-1/x", "{\"id\":".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> log.find("x")).hasMessageContaining("follow x cannot be read");
    }
}
