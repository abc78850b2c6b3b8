package dev.flamegate.gate.week;

import dev.flamegate.profile.Function;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/** Versions that follow each other, half a day each, on some pods; what they run is given by the weight of its stacks. */
public final class MadeWeek {
    public static final long HOUR = 3_600_000_000_000L;

    /** A Monday's midnight. */
    public static final long START = Instant.parse("2026-11-09T00:00:00Z").getEpochSecond() * 1_000_000_000L;

    static final long PERIOD = 10_000_000;
    private static final long WINDOW_NANOS = 30_000_000_000L;
    private static final int WINDOWS = 3;
    private static final int SAMPLES = 8000;
    private static final double REQUESTS = 1000;
    private static final double COST_NOISE = 0.03;

    private final List<Profile> profiles = new ArrayList<>();
    private final int pods;
    private boolean saysRequests = true;

    public MadeWeek(int pods) {
        this.pods = pods;
    }

    /** From now on. */
    MadeWeek withoutRequests() {
        saysRequests = false;
        return this;
    }

    /** Twenty functions of a shop below three handlers. */
    static Map<String, Double> shop() {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            weights.put("main;handle" + i % 3 + ";shop.work" + i, 100.0 / (i + 3));
        }
        return weights;
    }

    /**
     * Adds versions 0 up to {@code versions}, exclusive, named {@code 1.0} and so on.
     *
     * @param factor of (function, version) on the weight of a stack that ends in the function
     */
    public MadeWeek run(int versions, long seed, BiFunction<String, Integer, Double> factor) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int version = 0; version < versions; version++) {
            for (int pod = 0; pod < pods; pod++) {
                Map<String, Double> own = new LinkedHashMap<>();
                int number = version;
                shop().forEach((path, weight) -> own.put(
                        path,
                        weight
                                * factor.apply(path.substring(path.lastIndexOf(';') + 1), number)
                                * Math.exp(0.04 * random.nextGaussian())));
                double cost = Math.exp(COST_NOISE * random.nextGaussian());
                for (int window = 0; window < WINDOWS; window++) {
                    long start = START + version * 12 * HOUR + window * 3 * HOUR + pod * 1_000_000_000L;
                    profiles.add(window(version, pod, start, own, cost, random));
                }
            }
        }
        return this;
    }

    private Profile window(
            int version, int pod, long start, Map<String, Double> own, double cost, SplittableRandom random) {
        ProfileBuilder profile = new ProfileBuilder("week", List.of(new ValueType("cpu", "nanoseconds")))
                .name("process_cpu")
                .period(new ValueType("cpu", "nanoseconds"), PERIOD)
                .time(start, WINDOW_NANOS)
                .labels(Labels.of(Map.of(
                        Labels.SERVICE,
                        "shop",
                        Labels.VERSION,
                        "1." + version,
                        Labels.POD,
                        "v" + version + "-p" + pod)));
        double usual = shop().values().stream().mapToDouble(Double::doubleValue).sum();
        own.forEach((path, weight) -> {
            double mean = SAMPLES * weight / usual * cost;
            long samples = Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
            profile.add(node(profile, path), 0, samples * PERIOD);
        });
        return saysRequests ? profile.build().withRequests(REQUESTS) : profile.build();
    }

    private static int node(ProfileBuilder profile, String path) {
        int node = 0;
        for (String name : path.split(";")) {
            node = profile.tree().child(node, profile.tree().function(Function.of(name, "Shop.java", 1)), 1);
        }
        return node;
    }

    public List<Profile> profiles() {
        return profiles;
    }
}
