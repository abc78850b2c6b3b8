package dev.flamegate.scrape;

import dev.flamegate.scrape.BodyMemory.Share;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A body that is given up as soon as it is too large, so that an endless one ends. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final Share memory;
    private final int cutAt;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    private BoundedBody(Share memory, int cutAt) {
        this.memory = memory;
        this.cutAt = cutAt;
    }

    /** The whole body, or a failure. */
    static BoundedBody whole(Share memory) {
        return new BoundedBody(memory, Integer.MAX_VALUE);
    }

    /** About the first bytes of a body, which is an error message. */
    static BoundedBody head(Share memory, int bytes) {
        return new BoundedBody(memory, bytes);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        Flow.Subscription from = Objects.requireNonNull(subscription);
        try {
            for (ByteBuffer buffer : buffers) {
                byte[] chunk = new byte[Math.min(buffer.remaining(), cutAt - out.size())];
                buffer.get(chunk);
                memory.add(chunk.length);
                out.writeBytes(chunk);
            }
        } catch (ScrapeFailure e) {
            from.cancel();
            body.completeExceptionally(e);
            return;
        }
        if (out.size() >= cutAt) {
            from.cancel();
            body.complete(out.toByteArray());
        } else {
            from.request(1);
        }
    }

    @Override
    public void onError(Throwable e) {
        body.completeExceptionally(e);
    }

    @Override
    public void onComplete() {
        body.complete(out.toByteArray());
    }
}
