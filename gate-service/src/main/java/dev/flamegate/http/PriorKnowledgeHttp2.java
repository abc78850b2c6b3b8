package dev.flamegate.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/2 without TLS for clients that begin with it, as gRPC's do. An upgrade from HTTP/1.1 in the middle of a connection is declined,
 * and the request served as HTTP/1.1: RFC 9113 (section 3.1) took that upgrade out of the protocol, and Java's own client asks for it
 * with every first request, bodies included.
 */
final class PriorKnowledgeHttp2 extends HTTP2CServerConnectionFactory {

    PriorKnowledgeHttp2(HttpConfiguration http, HttpSettings settings) {
        super(http);
        // A stream on which nothing moves ends even if other streams keep its connection busy.
        setStreamIdleTimeout(settings.idleTimeout().toMillis());
        setMaxConcurrentStreams(settings.threadsMax());
    }

    /** Jetty comes here for both ways; only the preface of HTTP/2 is of the method PRI. */
    @Override
    public @Nullable Connection upgradeConnection(
            Connector connector, EndPoint endPoint, MetaData.Request request, HttpFields.Mutable response) {
        boolean begins = HttpMethod.PRI.is(request.getMethod());
        return begins ? super.upgradeConnection(connector, endPoint, request, response) : null;
    }
}
