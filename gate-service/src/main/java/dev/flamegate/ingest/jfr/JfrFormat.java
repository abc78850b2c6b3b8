package dev.flamegate.ingest.jfr;

import dev.flamegate.ingest.KnownNames;
import dev.flamegate.ingest.MalformedProfileException;
import dev.flamegate.ingest.ProfileFormat;
import dev.flamegate.ingest.ReadLimits;
import dev.flamegate.ingest.Source;
import dev.flamegate.profile.Profile;
import java.util.List;

/**
 * JDK Flight Recorder: one or more chunks, each with its own metadata and constants. The reader is our own: the JDK's wants a file and
 * makes an object of every event and frame, and neither it nor async-profiler's bounds what hostile bytes may ask for.
 *
 * <p>Events and profile types are those of Pyroscope's server, with lengths of time in nanoseconds (there, ticks pass for them), the
 * recording's own start and interval, and {@code jdk.CPUTimeSample} of JDK 25 for {@code jdk.ExecutionSample} where it is there. Events
 * without a stack are left out, as are {@code jdk.NativeMethodSample}, {@code profiler.Free} and all that is not about stacks.
 *
 * <p>Thread-safe, and without state but for names that are remembered.
 */
public final class JfrFormat implements ProfileFormat {
    private final ReadLimits limits;
    private final KnownNames known = new KnownNames();

    public JfrFormat(ReadLimits limits) {
        this.limits = limits;
    }

    @Override
    public String name() {
        return "jfr";
    }

    @Override
    public boolean matches(byte[] head) {
        return ChunkHeader.matches(head);
    }

    @Override
    public List<Profile> read(byte[] body, Source source) {
        byte[] content = limits.content(body, source.origin());
        if (content.length == 0) {
            throw new MalformedProfileException(source.origin(), "byte 0", "the recording is empty");
        }
        JfrProfiles profiles = new JfrProfiles(source, limits, known);
        int at = 0;
        while (at < content.length) {
            ChunkHeader chunk = ChunkHeader.read(content, at, source);
            new JfrChunk(new JfrBytes(content, source), chunk, limits, profiles, source).read();
            at = chunk.end();
        }
        return profiles.profiles();
    }
}
