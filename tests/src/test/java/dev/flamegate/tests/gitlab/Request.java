package dev.flamegate.tests.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as the fake GitLab reads it.
 *
 * @param path below {@code /api/v4}, as it was sent: a project's path is one part, its slashes are encoded
 */
record Request(String method, String path, Map<String, String> query, String token, String agent, JsonNode body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Request of(HttpExchange exchange) throws IOException {
        Map<String, String> query = new TreeMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath().replaceFirst("^/api/v4", ""),
                query,
                String.valueOf(exchange.getRequestHeaders().getFirst("PRIVATE-TOKEN")),
                String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")),
                body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body));
    }

    boolean is(String wanted, String pattern) {
        return method.equals(wanted) && path.matches(pattern);
    }

    boolean writes() {
        return !method.equals("GET");
    }

    String text(String field) {
        return body.path(field).asText("");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
