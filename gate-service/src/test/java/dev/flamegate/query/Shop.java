package dev.flamegate.query;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random profiles of a few services, and what is in them by path. */
public final class Shop {
    public static final long SECOND = 1_000_000_000L;
    public static final long START = 1_700_000_000L * SECOND;
    static final ValueType SAMPLES = new ValueType("samples", "count");
    public static final ValueType CPU = new ValueType("cpu", "nanoseconds");
    public static final String TYPE = "process_cpu:cpu:nanoseconds:cpu:nanoseconds";

    private Shop() {}

    public static List<Profile> profiles(Random random, int count) {
        List<Profile> profiles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, String> labels = Map.of(
                    Labels.SERVICE, "service" + random.nextInt(3),
                    Labels.VERSION, "v" + random.nextInt(3),
                    Labels.POD, "pod" + random.nextInt(4));
            profiles.add(profile(random, labels, START + i * 10 * SECOND));
        }
        return profiles;
    }

    public static Profile profile(Random random, Map<String, String> labels, long startNanos) {
        ProfileBuilder builder = new ProfileBuilder("test", List.of(SAMPLES, CPU))
                .name("process_cpu")
                .period(CPU, 10_000_000)
                .time(startNanos, 10 * SECOND)
                .labels(Labels.of(labels));
        for (int left = 20; left > 0; left--) {
            int node = CallTree.ROOT;
            for (int depth = 1 + random.nextInt(6); depth > 0; depth--) {
                int number = random.nextInt(8);
                int function = builder.tree().function(Function.of("f" + number, "f.go", number));
                node = builder.tree().child(node, function, random.nextInt(2));
            }
            long samples = 1 + random.nextInt(5);
            builder.add(node, 0, samples);
            builder.add(node, 1, samples * 10_000_000);
        }
        return builder.build();
    }

    /** By path of names, root first. */
    public static Map<String, Long> byPath(Profile profile, int sampleIndex) {
        Map<String, Long> values = new TreeMap<>();
        for (int i = 0; i < profile.stackCount(); i++) {
            StringBuilder path = new StringBuilder();
            CallTree tree = profile.tree();
            for (int node = profile.node(i); node != CallTree.ROOT; node = tree.parent(node)) {
                path.insert(0, ";" + tree.functionAt(tree.function(node)).name().raw());
            }
            values.merge(path.toString(), profile.value(sampleIndex, i), Long::sum);
        }
        return values;
    }
}
