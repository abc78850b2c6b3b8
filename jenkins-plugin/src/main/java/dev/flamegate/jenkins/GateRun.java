package dev.flamegate.jenkins;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** Asks the gate and follows it until it answers, with a line in the log now and then. */
final class GateRun {
    /** Waiting is done in pieces, so that a proxy with a time-out of its own does not cut it. */
    private static final Duration PIECE = Duration.ofSeconds(20);

    private static final Duration SLACK = Duration.ofSeconds(30);

    private final ServiceApi api;
    private final Consumer<String> log;

    GateRun(ServiceApi api, Consumer<String> log) {
        this.api = api;
        this.log = log;
    }

    /**
     * @throws ServiceException if the service cannot be reached, does not answer in time, or could not run the gate
     * @throws InterruptedException if the build is aborted
     */
    Outcome ask(GateQuestion question, Duration waitMax) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Duration piece = shorter(PIECE, waitMax);
        Map<?, ?> answer = api.postJson("/api/v1/gates" + wait(piece), question.json(), piece.plus(SLACK));
        log.accept("gate " + id(answer) + ": " + question.candidate() + " against " + question.baseline());
        while (state(answer).equals("running")) {
            Duration left = waitMax.minusNanos(System.nanoTime() - begun);
            if (left.isNegative() || left.isZero()) {
                throw new ServiceException("gate " + id(answer) + " did not answer within " + waitMax.toSeconds()
                        + " s; its page is " + api.url(Json.text(links(answer), "page", "/")));
            }
            log.accept("still running after "
                    + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s" + progress(answer));
            piece = shorter(PIECE, left);
            answer = api.get(Json.text(links(answer), "self", "") + wait(piece), piece.plus(SLACK));
        }
        return outcome(answer);
    }

    private Outcome outcome(Map<?, ?> answer) throws ServiceException {
        String conclusion = Json.text(answer, "conclusion", "FAILURE");
        if (!state(answer).equals("done")) {
            throw new ServiceException(
                    "gate " + id(answer) + " could not run: " + Json.text(answer, "message", "no reason given"));
        }
        return new Outcome(
                id(answer),
                verdict(answer),
                !conclusion.equals("FAILURE"),
                Printable.text(Json.text(answer, "headline", "")),
                api.url(Json.text(links(answer), "page", "/")),
                "/api/v1/gates/" + id(answer));
    }

    private static Verdict verdict(Map<?, ?> answer) throws ServiceException {
        String word = Json.text(answer, "verdict", "");
        return switch (word) {
            case "PASS" -> Verdict.PASS;
            case "FAIL" -> Verdict.FAIL;
            case "INCONCLUSIVE" -> Verdict.INCONCLUSIVE;
            default ->
                throw new ServiceException(
                        "the service gives the verdict '" + word + "', which this plugin does not know");
        };
    }

    /** What a service that follows a canary says of it. */
    private static String progress(Map<?, ?> answer) {
        String words = Json.text(answer, "progress", "");
        return words.isEmpty() ? "" : ": " + Printable.text(words);
    }

    private static String id(Map<?, ?> answer) throws ServiceException {
        String id = Json.text(answer, "id", "");
        if (!id.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new ServiceException("the answer has no id of a gate: this is not Flamegate, or not its API");
        }
        return id;
    }

    private static String state(Map<?, ?> answer) {
        return Json.text(answer, "state", "");
    }

    private static Map<?, ?> links(Map<?, ?> answer) {
        return Json.member(answer, "links");
    }

    private static String wait(Duration piece) {
        return "?wait=" + Math.max(1, piece.toMillis()) + "ms";
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
