package dev.flamegate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.flamegate.http.Http2Client.Reply;
import dev.flamegate.ingest.otlp.OtlpRequests;
import dev.flamegate.ingest.push.PushBytes;
import dev.flamegate.store.RefusedProfileException;
import dev.flamegate.store.StoreException;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A real gRPC client over HTTP/2 without TLS, and a client that sends what no gRPC client would. */
class GrpcTest {
    private static final byte[] PUSH = PushBytes.request(
            Map.of("service_name", "shop", "version", "1.0.0"), PprofBytes.cpu(1_790_000_000_000_000_000L, "main"));
    private static final Map<String, String> GRPC = Map.of("content-type", "application/grpc", "te", "trailers");

    private static TestServer server;
    private static ManagedChannel channel;
    private static Http2Client raw;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer();
        channel = channel(server);
        raw = new Http2Client(server.address());
    }

    @BeforeEach
    void clear() {
        server.store.clear();
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        raw.close();
        server.close();
    }

    @Test
    void takesAPushPlainAndCompressed() {
        assertThat(call(RpcForm.PUSH, PUSH, CallOptions.DEFAULT)).isEmpty();
        assertThat(call(RpcForm.PUSH, PUSH, CallOptions.DEFAULT.withCompression("gzip")))
                .isEmpty();

        assertThat(server.store.profiles()).hasSize(2);
        assertThat(TestServer.labels(server.store)).isEqualTo(Map.of("service_name", "shop", "version", "1.0.0"));
    }

    @Test
    void takesAnExportOfOpenTelemetry() {
        byte[] request = OtlpRequests.cpu("shop", "main").toByteArray();

        assertThat(call(RpcForm.OTLP_GRPC, request, CallOptions.DEFAULT.withCompression("gzip")))
                .isEmpty();

        assertThat(TestServer.labels(server.store)).isEqualTo(Map.of("service_name", "shop", "version", "1.2.3"));
    }

    @Test
    void tellsAnInvalidArgumentByItsNameAndStoresNothing() {
        byte[] half = PushBytes.request(
                PushBytes.series(Map.of("service_name", "shop"), PprofBytes.cpu(1, "main")),
                PushBytes.series(Map.of("service_name", "shop", "größe", "1"), PprofBytes.cpu(1, "main")));

        Status status = failure(half);

        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.getDescription()).contains("series 1", "größe");
        assertThat(server.store.profiles()).isEmpty();
    }

    @Test
    void refusesAMessageAboveTheLimitForGoodAndABombWhileItUnpacks() {
        assertThat(failure(noise(TestServer.BODY_MAX)).getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        byte[] bomb = PushBytes.field(60, new byte[TestServer.PROFILE_MAX * 20]);

        Status status = failure(bomb, CallOptions.DEFAULT.withCompression("gzip"));

        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.getDescription()).contains("larger than " + TestServer.PROFILE_MAX);
    }

    @ParameterizedTest
    @EnumSource(StoreException.Reason.class)
    void tellsClientsToRepeatWhatMayDoBetterLater(StoreException.Reason reason) {
        server.store.failWith(reason);

        boolean damaged = reason == StoreException.Reason.DAMAGED;
        assertThat(failure(PUSH).getCode()).isEqualTo(damaged ? Status.Code.INTERNAL : Status.Code.UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({"RATE, 7, UNAVAILABLE", "SERIES, 0, RESOURCE_EXHAUSTED", "SERVICES, 0, RESOURCE_EXHAUSTED"})
    void tellsAClientToGiveUpWhereWaitingDoesNotHelp(
            RefusedProfileException.Limit limit, int retryAfter, Status.Code code) {
        server.store.failWith(new RefusedProfileException(limit, "too much", "what to do", retryAfter));

        assertThat(failure(PUSH).getCode()).isEqualTo(code);
    }

    @Test
    void isUnavailableBeforeTheStoreIsOpenAndUnimplementedWhereNothingIs() {
        try (TestServer closed = new TestServer(false)) {
            ManagedChannel other = channel(closed);
            try {
                StatusRuntimeException refused = catchThrowableOfType(
                        StatusRuntimeException.class, () -> call(other, RpcForm.PUSH, PUSH, CallOptions.DEFAULT));
                assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            } finally {
                other.shutdownNow();
            }
        }
        StatusRuntimeException nowhere = catchThrowableOfType(
                StatusRuntimeException.class, () -> call("/no.Service/Method", PUSH, CallOptions.DEFAULT));
        assertThat(nowhere.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    @Test
    void refusesFramesThatAreCutAndCallsOfTwoMessages() throws Exception {
        byte[] frame = frame(0, PUSH);

        for (int length : new int[] {0, 3, 5, frame.length - 1}) {
            assertThat(fields(Arrays.copyOf(frame, length)))
                    .containsEntry("grpc-status", "3")
                    .extractingByKey("grpc-message")
                    .asString()
                    .contains("cut");
        }
        byte[] two = Arrays.copyOf(frame, frame.length * 2);
        System.arraycopy(frame, 0, two, frame.length, frame.length);
        assertThat(fields(two)).extractingByKey("grpc-message").asString().contains("a second message");
        assertThat(fields(frame(2, PUSH)).get("grpc-message")).contains("begins with 2");
        assertThat(fields(frame(1, PUSH)).get("grpc-message")).contains("grpc-encoding does not");
        assertThat(server.store.profiles()).isEmpty();
        assertThat(fields(frame)).containsEntry("grpc-status", "0");
    }

    @Test
    void answersAnUnknownCompressionWithTheKnownOnes() throws Exception {
        Map<String, String> headers = Map.of("content-type", "application/grpc+proto", "grpc-encoding", "snappy");

        Reply reply = raw.post(RpcForm.PUSH, headers, frame(1, PUSH));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.fields())
                .containsEntry("grpc-status", "12")
                .containsEntry("grpc-accept-encoding", "gzip,identity");
    }

    @Test
    void encodesWhatATrailerCannotCarry() {
        assertThat(GrpcFrame.encoded("100 % größe\n")).isEqualTo("100 %25 gr%C3%B6%C3%9Fe%0A");
    }

    @Test
    void demandsHttp2ForGrpc() {
        assertThat(server.post(RpcForm.PUSH, frame(0, PUSH), "Content-Type", "application/grpc")
                        .status())
                .isEqualTo(505);
    }

    /** The time-out of a stream is that of connections in the settings of the test, five seconds. */
    @Test
    void cutsOffAStreamThatStallsAndGivesItsMemoryBackWhileOthersGoOn() throws Exception {
        CompletableFuture<Reply> stalled = raw.begin(RpcForm.PUSH, GRPC, new byte[50_000], false);
        while (!stalled.isDone()) {
            assertThat(fields(frame(0, PUSH))).containsEntry("grpc-status", "0");
        }

        assertThat(stalled.get().fields().getOrDefault("grpc-status", "reset")).isNotEqualTo("0");
        while (!server.get("/metrics").text().contains("flamegate_in_flight_bytes 0.0")) {
            Thread.onSpinWait();
        }
    }

    @Test
    void sharesTheBoundOnBytesInFlightWithHttp1() throws Exception {
        try (TestServer small = new TestServer(true, 150_000);
                Http2Client client = new Http2Client(small.address())) {
            CountDownLatch busy = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            small.store.whenAppending(() -> {
                busy.countDown();
                await(go);
            });
            byte[] large = PushBytes.request(PushBytes.series(
                    Map.of("service_name", "shop"),
                    padded(PprofBytes.cpu(1_790_000_000_000_000_000L, "main"), 45_000)));
            CompletableFuture<Reply> first = client.begin(RpcForm.PUSH, GRPC, frame(0, large), true);
            await(busy);

            Reply second = client.post(RpcForm.PUSH, GRPC, frame(0, large));
            go.countDown();

            assertThat(second.fields()).containsEntry("grpc-status", "14").containsEntry("retry-after", "1");
            assertThat(first.get(20, TimeUnit.SECONDS).fields()).containsEntry("grpc-status", "0");
        }
    }

    @Test
    void letsACallUnderWayFinishWhenTheServerStops() throws Exception {
        TestServer stopping = new TestServer();
        try (Http2Client client = new Http2Client(stopping.address())) {
            CountDownLatch busy = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            stopping.store.whenAppending(() -> {
                busy.countDown();
                await(go);
            });
            CompletableFuture<Reply> reply = client.begin(RpcForm.PUSH, GRPC, frame(0, PUSH), true);
            await(busy);
            CompletableFuture<Void> closed = CompletableFuture.runAsync(stopping::close);
            go.countDown();

            assertThat(reply.get(20, TimeUnit.SECONDS).fields()).containsEntry("grpc-status", "0");
            closed.get(20, TimeUnit.SECONDS);
            assertThat(stopping.store.profiles()).hasSize(1);
        }
    }

    private static Map<String, String> fields(byte[] body) throws Exception {
        return raw.post(RpcForm.PUSH, GRPC, body).fields();
    }

    private static byte[] frame(int flag, byte[] message) {
        return ByteBuffer.allocate(5 + message.length)
                .put((byte) flag)
                .putInt(message.length)
                .put(message)
                .array();
    }

    private static byte[] padded(byte[] pprof, int more) {
        byte[] tail = PushBytes.field(60, new byte[more]);
        byte[] all = Arrays.copyOf(pprof, pprof.length + tail.length);
        System.arraycopy(tail, 0, all, pprof.length, tail.length);
        return all;
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static Status failure(byte[] request) {
        return failure(request, CallOptions.DEFAULT);
    }

    private static Status failure(byte[] request, CallOptions options) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> call(RpcForm.PUSH, request, options))
                .getStatus();
    }

    private static byte[] call(String path, byte[] request, CallOptions options) {
        return call(channel, path, request, options);
    }

    private static byte[] call(ManagedChannel on, String path, byte[] request, CallOptions options) {
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder(new Bytes(), new Bytes())
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(path.substring(1))
                .build();
        return ClientCalls.blockingUnaryCall(on, method, options.withDeadlineAfter(20, TimeUnit.SECONDS), request);
    }

    private static ManagedChannel channel(TestServer to) {
        return NettyChannelBuilder.forAddress(
                        to.address().getHost(), to.address().getPort())
                .usePlaintext()
                .build();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
