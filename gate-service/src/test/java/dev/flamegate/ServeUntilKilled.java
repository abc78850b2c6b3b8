package dev.flamegate;

import dev.flamegate.store.rocksdb.DamagedLog;
import dev.flamegate.store.rocksdb.RocksSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/** A service to be killed: with write buffers so small that it writes tables and compacts them all the time. Prints its address. */
final class ServeUntilKilled {

    private ServeUntilKilled() {}

    /**
     * @param arguments folder of the store
     */
    public static void main(String[] arguments) throws InterruptedException {
        RocksSettings small = new RocksSettings(16 << 20, 64, 64 << 10, DamagedLog.REFUSE);
        TestService service = new TestService(Path.of(arguments[0]), Clock.systemUTC(), small);
        System.out.println("address=" + service.address());
        System.out.flush();
        new CountDownLatch(1).await();
    }
}
