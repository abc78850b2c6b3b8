package dev.flamegate.tests.github;

import dev.flamegate.delivery.Delivery;
import dev.flamegate.reports.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** A process that asks a gate, gets its verdict, cannot deliver it, and waits to be killed. */
final class PostUntilKilled {
    private PostUntilKilled() {}

    /**
     * @param arguments folder, address of GitHub, file of the App's key, time
     */
    public static void main(String[] arguments) throws Exception {
        MovableClock clock = new MovableClock(Instant.parse(arguments[3]));
        Posting posting = Posting.at(Path.of(arguments[0]), arguments[1], arguments[2], clock);
        posting.ask("g1");
        posting.answer(Reports.of("g1", Verdict.FAIL));
        posting.deliverTurns(clock, 20);
        for (Delivery row : posting.outbox.of("g1")) {
            System.out.println(row.id() + " " + row.state() + " failed " + row.attempts());
        }
        System.out.println("waiting");
        System.out.flush();
        new CountDownLatch(1).await();
    }
}
