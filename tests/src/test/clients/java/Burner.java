import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/**
 * Burns CPU in {@code heavy} and {@code light}, about three to one and in turns, allocates in {@code allocate}, waits as long as it is
 * told, and says what it did: CPU seconds of the thread in each, and bytes.
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
        long wantedNanos = (long) (Double.parseDouble(args[0]) * 1e9);
        long heavyNanos = 0;
        long lightNanos = 0;
        long allocatedBytes = 0;
        while (heavyNanos + lightNanos < wantedNanos) {
            long start = THREADS.getCurrentThreadCpuTime();
            sink += heavy(3 * ROUNDS);
            long between = THREADS.getCurrentThreadCpuTime();
            sink += light(ROUNDS);
            long end = THREADS.getCurrentThreadCpuTime();
            heavyNanos += between - start;
            lightNanos += end - between;
            allocatedBytes += allocate();
        }
        Thread.sleep(Long.parseLong(args[1]));
        System.out.printf(
                "{\"seconds\": {\"heavy\": %.4f, \"light\": %.4f}, \"process_cpu_seconds\": %.4f, \"allocated_bytes\": %d}%n",
                heavyNanos / 1e9, lightNanos / 1e9, processCpuSeconds(), allocatedBytes);
    }

    private static double processCpuSeconds() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return ((com.sun.management.OperatingSystemMXBean) system).getProcessCpuTime() / 1e9;
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
