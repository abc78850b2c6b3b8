import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/**
 * Burns CPU in {@code heavy} and {@code light}, about three to one and in turns, allocates in {@code allocate}, waits as long as it is
 * told, and says what it did: seconds in each by the thread's CPU time and by the wall clock, and bytes.
 *
 * <p>Arguments: CPU seconds to burn, and milliseconds to wait at the end.
 */
final class Burner {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 2_000_000;
    private static final int BLOCK_BYTES = 16 << 10;
    private static final int BLOCKS = 400;

    private static volatile long sink;
    private static volatile byte[] block;

    private Burner() {}

    public static void main(String[] args) throws InterruptedException {
        long started = System.nanoTime();
        long wantedNanos = (long) (Double.parseDouble(args[0]) * 1e9);
        long[] heavy = new long[2];
        long[] light = new long[2];
        long allocatedBytes = 0;
        while (heavy[0] + light[0] < wantedNanos) {
            long[] start = now();
            sink += heavy(3 * ROUNDS);
            long[] between = now();
            sink += light(ROUNDS);
            long[] end = now();
            for (int clock = 0; clock < 2; clock++) {
                heavy[clock] += between[clock] - start[clock];
                light[clock] += end[clock] - between[clock];
            }
            allocatedBytes += allocate();
        }
        Thread.sleep(Long.parseLong(args[1]));
        System.out.printf(
                "{\"cpu\": %s, \"wall\": %s, \"allocated_bytes\": %d}%n",
                seconds(heavy[0], light[0], processCpuNanos()),
                seconds(heavy[1], light[1], System.nanoTime() - started),
                allocatedBytes);
    }

    /** CPU time of this thread, and time. */
    private static long[] now() {
        return new long[] {THREADS.getCurrentThreadCpuTime(), System.nanoTime()};
    }

    private static String seconds(long heavyNanos, long lightNanos, long processNanos) {
        return String.format(
                "{\"heavy\": %.4f, \"light\": %.4f, \"process\": %.4f}",
                heavyNanos / 1e9, lightNanos / 1e9, processNanos / 1e9);
    }

    private static long processCpuNanos() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return ((com.sun.management.OperatingSystemMXBean) system).getProcessCpuTime();
    }

    private static long heavy(int rounds) {
        long x = 88172645463325252L;
        for (int i = 0; i < rounds; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        return x;
    }

    private static long light(int rounds) {
        long x = 362436069L;
        for (int i = 0; i < rounds; i++) {
            x ^= x << 21;
            x ^= x >>> 35;
            x ^= x << 4;
        }
        return x;
    }

    private static long allocate() {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < BLOCKS; i++) {
            block = new byte[BLOCK_BYTES];
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
