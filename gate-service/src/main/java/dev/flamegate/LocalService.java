package dev.flamegate;

import dev.flamegate.cli.FailureException;
import dev.flamegate.cli.ServiceLauncher.Running;
import dev.flamegate.cli.UsageException;
import dev.flamegate.gate.Gates;
import dev.flamegate.gate.QueuedGates;
import dev.flamegate.http.FlamegateServer;
import dev.flamegate.http.PortTakenException;
import dev.flamegate.store.StoreException;
import dev.flamegate.store.rocksdb.RocksStore;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;

/** The service: every part of it is made here and closed here, in the opposite order. */
final class LocalService implements Running {
    private final FlamegateServer server;
    private final RocksStore store;
    private final Gates gates;
    private final Path folder;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalService(FlamegateServer server, RocksStore store, Gates gates, Path folder) {
        this.server = server;
        this.store = store;
        this.gates = gates;
        this.folder = folder;
    }

    /** Listens first, so that a port that is taken is found before a store is opened. */
    static LocalService start(Settings settings, Clock clock) {
        Path folder = Path.of(settings.store().folder());
        FlamegateServer server = listen(settings, Flamegate.formats()::read, clock);
        try {
            RocksStore store = RocksStore.open(folder);
            Gates gates = server.measured(gates(settings, store, clock));
            server.open(store.profiles(), gates);
            return new LocalService(server, store, gates, folder);
        } catch (StoreException e) {
            server.close();
            throw new FailureException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Gates gates(Settings settings, RocksStore store, Clock clock) {
        return new QueuedGates(
                store.profiles(),
                store.documents(),
                settings.gate().policy(),
                clock,
                new SecureRandom(),
                Flamegate.version(),
                settings.gate().queueMax());
    }

    private static FlamegateServer listen(Settings settings, dev.flamegate.http.ProfileReader reader, Clock clock) {
        try {
            return new FlamegateServer(settings.http(), reader, clock);
        } catch (PortTakenException e) {
            throw new UsageException(e.getMessage() + "; --port PORT takes another one");
        }
    }

    @Override
    public URI address() {
        return server.address();
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.close();
            gates.close();
            store.close();
        }
    }
}
