package dev.flamegate.http;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/** HTTP/2 frame by frame, for what a well-behaved gRPC client never sends. */
final class Http2Client implements AutoCloseable {
    private final HTTP2Client client = new HTTP2Client();
    private final URI address;
    private final Session session;

    /** What came back, with headers and trailers in one map; a reset stream has the status 0. */
    record Reply(int status, Map<String, String> fields, byte[] body) {}

    Http2Client(URI address) throws Exception {
        this.address = address;
        client.start();
        session = client.connect(new InetSocketAddress(address.getHost(), address.getPort()), new Session.Listener() {})
                .get(10, TimeUnit.SECONDS);
    }

    /** A request whose body is sent whole. */
    Reply post(String path, Map<String, String> headers, byte[] body) throws Exception {
        return begin(path, headers, body, true).get(20, TimeUnit.SECONDS);
    }

    /** A request whose body may go on, if {@code ends} is false, and never does. */
    CompletableFuture<Reply> begin(String path, Map<String, String> headers, byte[] body, boolean ends)
            throws Exception {
        HttpFields.Mutable fields = HttpFields.build();
        headers.forEach(fields::put);
        MetaData.Request request =
                new MetaData.Request("POST", HttpURI.from(address.resolve(path)), HttpVersion.HTTP_2, fields);
        Answer answer = new Answer();
        Stream stream = session.newStream(new HeadersFrame(request, null, false), answer)
                .get(10, TimeUnit.SECONDS);
        stream.data(new DataFrame(stream.getId(), ByteBuffer.wrap(body), ends), Callback.NOOP);
        return answer.reply;
    }

    private static final class Answer implements Stream.Listener {
        final CompletableFuture<Reply> reply = new CompletableFuture<>();
        private final Map<String, String> fields = new TreeMap<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private int status;

        @Override
        public void onHeaders(Stream stream, HeadersFrame frame) {
            frame.getMetaData().getHttpFields().forEach(field -> fields.put(field.getName(), field.getValue()));
            if (frame.getMetaData() instanceof MetaData.Response response) {
                status = response.getStatus();
            }
            end(stream, frame.isEndStream());
        }

        @Override
        public void onDataAvailable(Stream stream) {
            Stream.Data data = stream.readData();
            boolean last = false;
            if (data != null) {
                byte[] bytes = new byte[data.frame().remaining()];
                data.frame().getByteBuffer().get(bytes);
                body.writeBytes(bytes);
                last = data.frame().isEndStream();
                data.release();
            }
            end(stream, last);
        }

        @Override
        public void onReset(Stream stream, ResetFrame frame, Callback callback) {
            reply.complete(new Reply(status, fields, body.toByteArray()));
            callback.succeeded();
        }

        private void end(Stream stream, boolean last) {
            if (last) {
                reply.complete(new Reply(status, fields, body.toByteArray()));
            } else {
                stream.demand();
            }
        }
    }

    @Override
    public void close() {
        LifeCycle.stop(client);
    }
}
