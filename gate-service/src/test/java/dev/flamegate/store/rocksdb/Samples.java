package dev.flamegate.store.rocksdb;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.LabelSelector;
import dev.flamegate.profile.Labels;
import dev.flamegate.profile.NodeVector;
import dev.flamegate.profile.Profile;
import dev.flamegate.profile.ProfileBuilder;
import dev.flamegate.profile.ProfileType;
import dev.flamegate.profile.TimeRange;
import dev.flamegate.profile.ValueType;
import dev.flamegate.store.ProfileStore;
import dev.flamegate.store.Selected;
import dev.flamegate.store.StoredProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Profiles to store, and what is stored put back into a form that does not depend on numbers of nodes. */
final class Samples {
    static final long SECOND = 1_000_000_000L;
    static final long DAY = 86_400 * SECOND;
    static final long NOON = 19_675 * DAY + DAY / 2;
    static final ValueType SAMPLES = new ValueType("samples", "count");
    static final ValueType CPU = new ValueType("cpu", "nanoseconds");
    static final ProfileType CPU_TYPE = new ProfileType("process_cpu", CPU, CPU);

    private Samples() {}

    static Labels labels(String service, String pod) {
        return Labels.of(Map.of(Labels.SERVICE, service, Labels.POD, pod));
    }

    static ProfileBuilder cpu(String service, String pod, long startNanos) {
        return new ProfileBuilder("test", List.of(SAMPLES, CPU))
                .name("process_cpu")
                .period(CPU, 10_000_000)
                .time(startNanos, 10 * SECOND)
                .labels(labels(service, pod));
    }

    /** One stack of these functions, from the root, with one sample. */
    static Profile oneStack(String service, String pod, long startNanos, String... functions) {
        ProfileBuilder builder = cpu(service, pod, startNanos);
        int node = stack(builder, functions);
        builder.add(node, 0, 1);
        builder.add(node, 1, 10_000_000);
        return builder.build();
    }

    static int stack(ProfileBuilder builder, String... functions) {
        int node = CallTree.ROOT;
        for (String name : functions) {
            int function = builder.tree().function(Function.of(name, name + ".go", 7));
            node = builder.tree().child(node, function, 9);
        }
        return node;
    }

    /** Up to 40 stacks among some hundred that are possible, values of any sign and size. */
    static Profile random(Random random, String service, String pod, long startNanos) {
        return random(random, service, pod, startNanos, 64);
    }

    /** With values of so many bits. */
    static Profile random(Random random, String service, String pod, long startNanos, int bits) {
        ProfileBuilder builder = cpu(service, pod, startNanos);
        for (int left = random.nextInt(40); left > 0; left--) {
            int node = CallTree.ROOT;
            for (int depth = random.nextInt(6); depth > 0; depth--) {
                int number = random.nextInt(12);
                Function function = Function.of(service + "$$Lambda$" + number + "/0x123456", "f" + number, number);
                node = builder.tree().child(node, builder.tree().function(function), random.nextInt(3));
            }
            long value = random.nextLong() >> (64 - bits + random.nextInt(bits));
            builder.add(node, 0, value);
            builder.add(node, 1, value << 20);
        }
        return builder.build();
    }

    /** Path to value; zero values are left out. */
    static Map<String, Long> stacks(CallTree tree, NodeVector vector) {
        Map<String, Long> stacks = new TreeMap<>();
        for (int i = 0; i < vector.size(); i++) {
            if (vector.value(i) != 0) {
                stacks.merge(path(tree, vector.node(i)), vector.value(i), Long::sum);
            }
        }
        return stacks;
    }

    static Map<String, Long> stacks(Profile profile, int sampleIndex) {
        return stacks(profile.tree(), NodeVector.of(profile, sampleIndex));
    }

    static List<Map<String, Long>> stacks(Selected selected) {
        List<Map<String, Long>> all = new ArrayList<>();
        for (StoredProfile profile : selected.profiles()) {
            all.add(stacks(selected.tree(), profile.vector()));
        }
        return all;
    }

    static Selected all(ProfileStore store, String service) {
        return store.select(service, CPU_TYPE, LabelSelector.ALL, TimeRange.ALL);
    }

    private static String path(CallTree tree, int node) {
        if (node == CallTree.ROOT) {
            return "";
        }
        return path(tree, tree.parent(node)) + ";" + tree.functionAt(tree.function(node)) + "@" + tree.line(node);
    }
}
