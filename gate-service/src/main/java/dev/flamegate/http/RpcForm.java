package dev.flamegate.http;

import dev.flamegate.ingest.querier.QuerierMethod;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a remote call is put into HTTP: told by its path and its content type. */
enum RpcForm {
    CONNECT_PROTO(false, "application/proto"),
    CONNECT_JSON(true, "application/json"),
    OTLP_PROTO(false, "application/x-protobuf", "application/protobuf"),
    OTLP_JSON(true, "application/json"),
    GRPC(false, "application/grpc", "application/grpc+proto");

    /** Pyroscope's Push, in all forms that Connect knows. */
    static final String PUSH = "/push.v1.PusherService/Push";

    static final String OTLP_HTTP = "/v1development/profiles";

    static final String OTLP_GRPC = "/opentelemetry.proto.collector.profiles.v1development.ProfilesService/Export";

    private final boolean json;
    private final Set<String> contentTypes;

    RpcForm(boolean json, String... contentTypes) {
        this.json = json;
        this.contentTypes = Set.of(contentTypes);
    }

    /** Whether a path is that of a call. */
    static boolean owns(String path) {
        return !ofPath(path).isEmpty();
    }

    /**
     * The form of a request to one of the paths.
     *
     * @throws ProblemException 415 naming the content types of the path
     */
    static RpcForm of(String path, @Nullable String contentType) {
        RpcForm form = find(path, contentType);
        if (form == null) {
            List<String> known = ofPath(path).stream()
                    .flatMap(each -> each.contentTypes.stream().sorted())
                    .toList();
            Problem problem = Problem.of(
                            "unsupported_content_type", "Content-Type is '" + contentType + "', taken are " + known)
                    .in("Content-Type");
            throw new ProblemException(415, problem);
        }
        return form;
    }

    static @Nullable RpcForm find(String path, @Nullable String contentType) {
        String bare = contentType == null ? "" : contentType.split(";", 2)[0];
        String plain = bare.strip().toLowerCase(Locale.ROOT);
        return ofPath(path).stream()
                .filter(form -> form.contentTypes.contains(plain))
                .findFirst()
                .orElse(null);
    }

    private static List<RpcForm> ofPath(String path) {
        return switch (path) {
            case PUSH -> List.of(CONNECT_PROTO, CONNECT_JSON, GRPC);
            case OTLP_HTTP -> List.of(OTLP_PROTO, OTLP_JSON);
            case OTLP_GRPC -> List.of(GRPC);
            default -> QuerierMethod.owns(path) ? List.of(CONNECT_PROTO, CONNECT_JSON, GRPC) : List.of();
        };
    }

    boolean isJson() {
        return json;
    }

    boolean isConnect() {
        return this == CONNECT_PROTO || this == CONNECT_JSON;
    }

    /** The header that names the compression of the message. */
    String encodingHeader() {
        return this == GRPC ? "grpc-encoding" : "Content-Encoding";
    }
}
