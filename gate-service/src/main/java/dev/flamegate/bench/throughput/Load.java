package dev.flamegate.bench.throughput;

import dev.flamegate.ingest.Longs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Several clients that send as fast as they are answered. */
final class Load {
    private static final int PODS = 50;
    private static final int VERSIONS = 2;

    private record Snapshot(long nanos, @Nullable Duration serverCpu, long clientCpuNanos, long syncs) {}

    private final ServiceUnderLoad service;
    private final Workload workload;
    private final IngestBench.Plan plan;
    private final AtomicLong sent = new AtomicLong();
    private final List<Client> clients = new ArrayList<>();
    private volatile boolean over;

    Load(ServiceUnderLoad service, Workload workload, IngestBench.Plan plan) {
        this.service = service;
        this.workload = workload;
        this.plan = plan;
    }

    /** @throws UncheckedIOException if a connection broke */
    LoadFigures run() throws IOException, InterruptedException {
        for (int i = 0; i < plan.connections(); i++) {
            Client client = new Client();
            clients.add(client);
            client.setDaemon(true);
            client.start();
        }
        try {
            Thread.sleep((long) (plan.warmUpSeconds() * 1000));
            Snapshot from = snapshot();
            Thread.sleep((long) (plan.seconds() * 1000));
            Snapshot until = snapshot();
            return figures(from, until);
        } finally {
            over = true;
            for (Client client : clients) {
                client.join();
            }
        }
    }

    private Snapshot snapshot() throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long syncs = service.syncs();
        long clientCpu = clients.stream()
                .mapToLong(client -> Math.max(0, threads.getThreadCpuTime(client.getId())))
                .sum();
        return new Snapshot(System.nanoTime(), service.cpu().orElse(null), clientCpu, syncs);
    }

    private LoadFigures figures(Snapshot from, Snapshot until) throws InterruptedException {
        over = true;
        Longs took = new Longs();
        long bytes = 0;
        long refused = 0;
        for (Client client : clients) {
            client.join();
            if (client.failure != null) {
                throw new UncheckedIOException(client.failure);
            }
            refused += client.refused;
            for (Answered one : client.answered) {
                if (one.atNanos() - from.nanos() >= 0 && one.atNanos() - until.nanos() < 0) {
                    took.add(one.tookNanos());
                    bytes += one.bytes();
                }
            }
        }
        if (took.size() == 0) {
            throw new IllegalStateException("nothing of " + workload.name() + " was acknowledged in " + plan.seconds()
                    + " s; " + refused + " were refused");
        }
        long[] latencies = new long[took.size()];
        Arrays.setAll(latencies, took::get);
        Arrays.sort(latencies);
        double seconds = (until.nanos() - from.nanos()) / 1e9;
        Double serverCpu = from.serverCpu() == null || until.serverCpu() == null
                ? null
                : until.serverCpu().minus(from.serverCpu()).toNanos() / 1e3 / latencies.length;
        return new LoadFigures(
                plan.connections(),
                seconds,
                latencies.length,
                refused,
                latencies.length / seconds,
                bytes / 1e6 / seconds,
                serverCpu,
                (until.clientCpuNanos() - from.clientCpuNanos()) / 1e3 / latencies.length,
                (until.syncs() - from.syncs()) / seconds,
                percentile(latencies, 0.5),
                percentile(latencies, 0.95),
                percentile(latencies, 0.99));
    }

    private static double percentile(long[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * part))] / 1e6;
    }

    private record Answered(long atNanos, long tookNanos, int bytes) {}

    /** One connection and what it was answered. */
    private final class Client extends Thread {
        private final List<Answered> answered = new ArrayList<>();
        private long refused;
        private @Nullable IOException failure;

        @Override
        public void run() {
            try (Connection connection = new Connection(service.address())) {
                while (!over) {
                    long number = sent.getAndIncrement();
                    byte[] body = workload.bodies()
                            .get((int) (number % workload.bodies().size()));
                    String target = "/api/v1/profiles?service=bench&version=1." + number % VERSIONS + "&pod=pod-"
                            + number / VERSIONS % PODS;
                    long begun = System.nanoTime();
                    int status = connection.post(target, body);
                    long ended = System.nanoTime();
                    if (status == 200) {
                        answered.add(new Answered(ended, ended - begun, body.length));
                    } else {
                        refused++;
                    }
                }
            } catch (IOException e) {
                failure = e;
            }
        }
    }
}
