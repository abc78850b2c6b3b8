package dev.flamegate.gate;

import dev.flamegate.gate.SelectionBuilder.Side;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Pods that run a program given by the weight of its stacks: each window is a draw of samples, and each pod has its own taste for each
 * leaf, so that pods differ more than samples do.
 */
final class Fleet {
    static final ProfileType CPU = ProfileType.parse("process_cpu:cpu:nanoseconds:cpu:nanoseconds");
    static final long PERIOD = 10_000_000;
    private static final long START = 1_760_000_000_000_000_000L;
    private static final long WINDOW_NANOS = 10_000_000_000L;

    private final Map<String, Double> weights = new LinkedHashMap<>();
    private double podNoise = 0.05;
    private int samplesPerWindow = 2000;
    private double requestsPerWindow;
    private double costNoise;

    /** A shop: two entry points over shared code, one of it recursive. */
    static Fleet shop() {
        return new Fleet()
                .stack("main;http;cart;Cart.list", 10)
                .stack("main;http;cart;Cart.reprice", 2)
                .stack("main;http;cart;Cart.reprice;Tax.rate", 3)
                .stack("main;http;search;Index.lookup", 20)
                .stack("main;http;search;Index.lookup;Index.lookup", 8)
                .stack("main;http;search;Rank.sort", 25)
                .stack("main;http;render;Html.escape", 18)
                .stack("main;http;render;Html.escape;Strings.copy", 9)
                .stack("main;gc", 5);
    }

    /** Three handlers below a router; {@code searches} is how many searches there are for one of the other requests. */
    static Fleet router(double searches) {
        return new Fleet()
                .stack("main;route;cart;Cart.list", 8)
                .stack("main;route;cart;Cart.reprice", 4)
                .stack("main;route;cart;Tax.rate", 6)
                .stack("main;route;search;Index.lookup", 12 * searches)
                .stack("main;route;search;Rank.sort", 10 * searches)
                .stack("main;route;search;Strings.copy", 8 * searches)
                .stack("main;route;render;Html.escape", 12)
                .stack("main;route;render;Html.layout", 9)
                .stack("main;route;render;Strings.copy", 6);
    }

    Fleet stack(String path, double weight) {
        weights.put(path, weight);
        return this;
    }

    Fleet podNoise(double sd) {
        podNoise = sd;
        return this;
    }

    Fleet samplesPerWindow(int samples) {
        samplesPerWindow = samples;
        return this;
    }

    /**
     * From now on every window says how many requests were served in it; none did before.
     *
     * @param sd of the cost of a request between pods, as a fraction of it
     */
    Fleet requestsPerWindow(double requests, double sd) {
        requestsPerWindow = requests;
        costNoise = sd;
        return this;
    }

    /** Adds pods of this program to one side. */
    void run(SelectionBuilder into, Side side, int pods, int windows, long seed) {
        run(into, side, pods, windows, seed, 0);
    }

    void run(SelectionBuilder into, Side side, int pods, int windows, long seed, long delayNanos) {
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom costs = new SplittableRandom(~seed);
        for (int pod = 0; pod < pods; pod++) {
            Map<String, Double> own = new LinkedHashMap<>();
            weights.forEach((path, weight) -> own.put(path, weight * Math.exp(podNoise * random.nextGaussian())));
            double served = requestsPerWindow * Math.exp(costNoise * costs.nextGaussian());
            for (int window = 0; window < windows; window++) {
                long start = START + delayNanos + window * WINDOW_NANOS;
                Profile profile = window(own, random, start, Labels.EMPTY);
                into.add(side, "pod-" + pod, served > 0 ? profile.withRequests(served) : profile, 0);
            }
        }
    }

    private Profile window(Map<String, Double> own, RandomGenerator random, long startNanos, Labels labels) {
        ProfileBuilder profile = new ProfileBuilder("fleet", List.of(CPU.sampleType()))
                .name("process_cpu")
                .period(new ValueType("cpu", "nanoseconds"), PERIOD)
                .time(startNanos, WINDOW_NANOS)
                .labels(labels);
        double sum = own.values().stream().mapToDouble(Double::doubleValue).sum();
        own.forEach((path, weight) -> {
            double mean = samplesPerWindow * weight / sum;
            long samples = Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
            profile.add(node(profile, path), 0, samples * PERIOD);
        });
        return profile.build();
    }

    /** One window with exactly these weights as numbers of samples. */
    Profile exact(Labels labels, long startNanos) {
        ProfileBuilder profile = new ProfileBuilder("fleet", List.of(CPU.sampleType()))
                .name("process_cpu")
                .period(new ValueType("cpu", "nanoseconds"), PERIOD)
                .time(startNanos, WINDOW_NANOS)
                .labels(labels);
        weights.forEach((path, weight) -> profile.add(node(profile, path), 0, Math.round(weight) * PERIOD));
        return profile.build();
    }

    private static int node(ProfileBuilder profile, String path) {
        int node = 0;
        for (String name : path.split(";")) {
            int function = profile.tree().function(Function.of(name, name + ".java", 7));
            node = profile.tree().child(node, function, 1);
        }
        return node;
    }
}
