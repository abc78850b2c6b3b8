package dev.flamegate;

import dev.flamegate.cli.FailureException;
import dev.flamegate.cli.ServiceLauncher.Running;
import dev.flamegate.cli.UsageException;
import dev.flamegate.gate.Gates;
import dev.flamegate.http.FlamegateServer;
import dev.flamegate.http.PortTakenException;
import dev.flamegate.store.ProfileStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;

/** The service: every part of it is made here and closed here, in the opposite order. */
final class LocalService implements Running {
    private final FlamegateServer server;
    private final ProfileStore store;
    private final Gates gates;
    private final Path folder;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalService(FlamegateServer server, ProfileStore store, Gates gates, Path folder) {
        this.server = server;
        this.store = store;
        this.gates = gates;
        this.folder = folder;
    }

    static LocalService start(Settings settings, Clock clock) {
        throw new FailureException("this build has no store");
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
