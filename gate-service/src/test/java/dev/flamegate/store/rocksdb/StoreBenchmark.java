package dev.flamegate.store.rocksdb;

import static dev.flamegate.store.rocksdb.Samples.CPU_TYPE;
import static dev.flamegate.store.rocksdb.Samples.NOON;
import static dev.flamegate.store.rocksdb.Samples.SECOND;

import com.google.protobuf.CodedOutputStream;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.store.Selected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints figures, checks none: {@code mvn test -pl gate-service -am -Dquick -Dtest=StoreBenchmark -Dstore.benchmark=true
 * -Dsurefire.failIfNoSpecifiedTests=false}. The profiles are of 500 samples over 12,000 possible stacks, 20 deep on average, some
 * far more often than others.
 */
@EnabledIfSystemProperty(named = "store.benchmark", matches = "true")
class StoreBenchmark {
    private static final int PODS = 12;
    private static final int WINDOWS = 250;
    private static final int SAMPLES = 500;
    private static final int STACKS = 12_000;
    private static final int FUNCTIONS = 3_000;

    @TempDir
    Path folder;

    private final int[][] stacks = stacks(new Random(1));

    @Test
    void run() throws Exception {
        List<Profile> profiles = new ArrayList<>();
        Random random = new Random(2);
        for (int window = 0; window < WINDOWS; window++) {
            for (int pod = 0; pod < PODS; pod++) {
                profiles.add(profile(random, "pod" + pod, NOON + window * 10 * SECOND));
            }
        }
        List<Profile> few = profiles.subList(0, 1000);
        appends("1 thread", few, 1);
        appends("8 threads", profiles, 8);
        select();
        sizes(profiles);
    }

    private void appends(String name, List<Profile> profiles, int threadCount) throws Exception {
        try (RocksStore store = RocksStore.open(folder.resolve(name))) {
            profiles.subList(0, 500)
                    .forEach(p -> store.profiles().append(List.of(p.withLabels(Samples.labels("warm", "p")))));
            ExecutorService threads = Executors.newFixedThreadPool(threadCount);
            long start = System.nanoTime();
            LongAdder cpuNanos = new LongAdder();
            List<Future<?>> futures = new ArrayList<>();
            for (int thread = 0; thread < threadCount; thread++) {
                int first = thread;
                futures.add(threads.submit(() -> {
                    for (int i = first; i < profiles.size(); i += threadCount) {
                        store.profiles().append(List.of(profiles.get(i)));
                    }
                    cpuNanos.add(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            threads.shutdown();
            System.out.printf(
                    "append, synced, %s: %,.0f profiles/s, %,.0f us of processor time each%n",
                    name, profiles.size() / seconds, cpuNanos.sum() / 1e3 / profiles.size());
        }
    }

    private void select() {
        long opening = System.nanoTime();
        try (RocksStore store = RocksStore.open(folder.resolve("8 threads"))) {
            System.out.printf("open: %,.1f ms%n", (System.nanoTime() - opening) / 1e6);
            TimeRange tenWindows = new TimeRange(NOON + 1000 * SECOND, NOON + 1100 * SECOND);
            for (int round = 0; round < 200; round++) {
                long start = System.nanoTime();
                Selected selected = store.profiles().select("shop", CPU_TYPE, LabelSelector.ALL, tenWindows);
                double[] sums = new double[selected.tree().nodeCount()];
                selected.profiles().forEach(profile -> profile.vector().addTo(sums));
                if (round == 0 || round == 199) {
                    System.out.printf(
                            "select and merge %d profiles, round %d: %,.2f ms (%d nodes)%n",
                            selected.profiles().size(), round, (System.nanoTime() - start) / 1e6, sums.length);
                }
            }
        }
    }

    private void sizes(List<Profile> profiles) throws Exception {
        long gzipped = 0;
        List<Profile> some = profiles.subList(0, 200);
        for (Profile profile : some) {
            gzipped += gzippedPprof(profile);
        }
        Path once = folder.resolve("sizes");
        try (RocksStore store = RocksStore.open(once)) {
            for (int i = 0; i < profiles.size(); i += 100) {
                store.profiles().append(profiles.subList(i, i + 100));
            }
        }
        try (RawDatabase raw = new RawDatabase(once)) {
            raw.flush();
            for (Family family : Family.values()) {
                raw.rocks().compactRange(raw.handle(family));
            }
        }
        long tables;
        try (Stream<Path> files = Files.list(once.resolve(FormatFile.DATABASE))) {
            tables = files.filter(file -> file.toString().endsWith(".sst"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
        System.out.printf(
                "on disk with dictionary: %,d bytes a profile of %d stacks; as gzipped pprof: %,d bytes%n",
                tables / profiles.size(), profiles.get(0).stackCount(), gzipped / some.size());
    }

    /** Random walks that share beginnings; popular functions call popular ones. */
    private static int[][] stacks(Random random) {
        int[][] stacks = new int[STACKS][];
        stacks[0] = new int[] {0};
        for (int i = 1; i < STACKS; i++) {
            int[] like = stacks[random.nextInt(i)];
            int shared = random.nextInt(like.length) + 1;
            int[] stack = new int[Math.min(shared + 1 + random.nextInt(8), 60)];
            for (int depth = 0; depth < stack.length; depth++) {
                stack[depth] = depth < shared ? like[depth] : popular(random, FUNCTIONS);
            }
            stacks[i] = stack;
        }
        return stacks;
    }

    private static int popular(Random random, int count) {
        double u = random.nextDouble();
        return (int) (count * u * u * u);
    }

    private Profile profile(Random random, String pod, long startNanos) {
        ProfileBuilder builder = Samples.cpu("shop", pod, startNanos);
        for (int sample = 0; sample < SAMPLES; sample++) {
            int node = CallTree.ROOT;
            for (int number : stacks[popular(random, STACKS)]) {
                Function function = Function.of(
                        "github.com/example/shop/internal/package" + number % 97 + ".(*Type" + number % 31 + ").Method"
                                + number,
                        "/src/shop/internal/package" + number % 97 + "/file" + number % 13 + ".go",
                        number);
                node = builder.tree().child(node, builder.tree().function(function), number + 5);
            }
            builder.add(node, 0, 1);
            builder.add(node, 1, 10_000_000);
        }
        return builder.build();
    }

    /** As Go's runtime writes them: samples, locations, functions and strings, gzipped. */
    private static long gzippedPprof(Profile profile) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(plain);
        CallTree tree = profile.tree();
        for (int i = 0; i < profile.stackCount(); i++) {
            ByteArrayOutputStream sample = new ByteArrayOutputStream();
            CodedOutputStream fields = CodedOutputStream.newInstance(sample);
            ByteArrayOutputStream path = new ByteArrayOutputStream();
            CodedOutputStream ids = CodedOutputStream.newInstance(path);
            for (int node = profile.node(i); node != CallTree.ROOT; node = tree.parent(node)) {
                ids.writeUInt64NoTag(tree.function(node) + 1L);
            }
            ids.flush();
            fields.writeByteArray(1, path.toByteArray());
            ByteArrayOutputStream values = new ByteArrayOutputStream();
            CodedOutputStream numbers = CodedOutputStream.newInstance(values);
            numbers.writeInt64NoTag(profile.value(0, i));
            numbers.writeInt64NoTag(profile.value(1, i));
            numbers.flush();
            fields.writeByteArray(2, values.toByteArray());
            fields.flush();
            out.writeByteArray(2, sample.toByteArray());
        }
        for (int number = 0; number < tree.functionCount(); number++) {
            writeFunction(out, tree.functionAt(number), number + 1);
        }
        out.flush();
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(gzipped)) {
            plain.writeTo(gzip);
        }
        return gzipped.size();
    }

    private static void writeFunction(CodedOutputStream out, Function function, int number) throws IOException {
        ByteArrayOutputStream location = new ByteArrayOutputStream();
        CodedOutputStream fields = CodedOutputStream.newInstance(location);
        fields.writeUInt64(1, number);
        fields.writeUInt64(3, 0x400000L + number * 977L);
        fields.writeByteArray(4, new byte[] {8, (byte) number, 16, (byte) number});
        fields.flush();
        out.writeByteArray(4, location.toByteArray());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        CodedOutputStream names = CodedOutputStream.newInstance(body);
        names.writeUInt64(1, number);
        names.writeInt64(2, 2L * number);
        names.writeInt64(4, 2L * number + 1);
        names.flush();
        out.writeByteArray(5, body.toByteArray());
        out.writeString(6, function.name().raw());
        out.writeString(6, function.file());
    }
}
