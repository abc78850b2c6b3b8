package dev.flamegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.FlatCum;
import dev.flamegate.profile.Function;
import dev.flamegate.profile.Profile;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;

/**
 * What holds of every body, whoever wrote it: it is read within its limits, or refused with a place and a rule, and never costs more
 * memory than a multiple of those limits.
 */
public final class FuzzedBody {
    /** Small, so that a body of some kilobytes can pass each of them. */
    public static final ReadLimits LIMITS = new ReadLimits(1 << 16, 64, 1 << 10, 1 << 10, 4);

    private static final long ALLOCATED_BYTES_MAX = 64 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private FuzzedBody() {}

    /** What was read; nothing if the body was refused. */
    public static List<Profile> read(ProfileFormat format, byte[] body) {
        format.matches(body);
        return read(() -> format.read(body, Source.of("fuzz")));
    }

    /** The same for readers that want more than a body. */
    public static List<Profile> read(Supplier<List<Profile>> reader) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        List<Profile> profiles = readOrRefused(reader);
        if (THREADS.getCurrentThreadAllocatedBytes() - before > ALLOCATED_BYTES_MAX) {
            checkAllocation(reader);
        }
        profiles.forEach(profile -> check(profile, LIMITS));
        return profiles;
    }

    private static List<Profile> readOrRefused(Supplier<List<Profile>> reader) {
        try {
            return reader.get();
        } catch (MalformedProfileException e) {
            assertThat(e.origin()).startsWith("fuzz");
            assertThat(e.position()).isNotBlank();
            assertThat(e.rule()).isNotBlank();
            return List.of();
        }
    }

    /** Once more: the first time classes may have been loaded. */
    private static void checkAllocation(Supplier<List<Profile>> reader) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        readOrRefused(reader);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(ALLOCATED_BYTES_MAX);
    }

    /** What every reader promises of every profile. */
    static void check(Profile profile, ReadLimits limits) {
        assertThat(profile.sampleTypes()).isNotEmpty();
        checkTree(profile.tree(), limits);
        for (int i = 0; i < profile.stackCount(); i++) {
            assertThat(profile.node(i)).isGreaterThan(i == 0 ? -1 : profile.node(i - 1));
            assertThat(profile.node(i)).isLessThan(profile.tree().nodeCount());
        }
        List<FlatCum> tables = FlatCum.allOf(profile);
        for (int type = 0; type < tables.size(); type++) {
            assertThat(profile.type(type).toString()).isNotEmpty();
            long flat = tables.get(type).rows().stream()
                    .mapToLong(FlatCum.Row::flat)
                    .sum();
            assertThat(flat + valueOfNoFunction(profile, type)).isEqualTo(profile.total(type));
        }
    }

    private static long valueOfNoFunction(Profile profile, int type) {
        boolean hasEmptyStack = profile.stackCount() > 0 && profile.node(0) == CallTree.ROOT;
        return hasEmptyStack ? profile.value(type, 0) : 0;
    }

    /** Parents stand before their children, no stack is deeper and no name longer than is accepted. */
    private static void checkTree(CallTree tree, ReadLimits limits) {
        assertThat(tree.nodeCount()).isLessThanOrEqualTo(limits.callPaths() + 1);
        int[] depth = new int[tree.nodeCount()];
        for (int node = 1; node < tree.nodeCount(); node++) {
            assertThat(tree.parent(node)).isBetween(0, node - 1);
            assertThat(tree.line(node)).isNotNegative();
            depth[node] = depth[tree.parent(node)] + 1;
            assertThat(depth[node]).isLessThanOrEqualTo(limits.frames());
            Function function = tree.functionAt(tree.function(node));
            assertThat(function.name().canonical()).isNotEmpty();
            assertThat(function.name().raw().length()).isLessThanOrEqualTo(2 * limits.nameChars());
        }
    }
}
