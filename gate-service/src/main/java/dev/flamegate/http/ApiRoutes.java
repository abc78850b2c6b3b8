package dev.flamegate.http;

import static dev.flamegate.http.Pages.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** The description of the API, as OpenAPI and as a page made from it. */
final class ApiRoutes {
    private final String json;
    private final String page;

    ApiRoutes() {
        JsonNode description = description();
        this.json = description.toPrettyString();
        this.page = Pages.frame("API", "", body(description));
    }

    void declare(RoutesConfig routes) {
        routes.get("/openapi.json", ctx -> {
            ctx.contentType("application/json");
            ctx.result(json.getBytes(StandardCharsets.UTF_8));
        });
        routes.get("/api", ctx -> Pages.answer(ctx, page));
    }

    private static JsonNode description() {
        try {
            return new YAMLMapper().readTree(Resources.bytes("openapi.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException("resource openapi.yaml", e);
        }
    }

    private static String body(JsonNode description) {
        StringBuilder body = new StringBuilder();
        body.append("<p>")
                .append(text(description.at("/info/description").asText()))
                .append("</p>");
        body.append("<p><a href=\"/openapi.json\">openapi.json</a></p>");
        for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                operation(body, method.getKey(), path.getKey(), method.getValue());
            }
        }
        return body.toString();
    }

    private static void operation(StringBuilder body, String method, String path, JsonNode operation) {
        body.append("<h2><code>")
                .append(text(method.toUpperCase(Locale.ROOT)))
                .append(' ')
                .append(text(path));
        body.append("</code></h2>\n<p>")
                .append(text(operation.path("summary").asText()))
                .append("</p>\n");
        if (operation.has("description")) {
            body.append("<p class=\"muted\">")
                    .append(text(operation.path("description").asText()))
                    .append("</p>\n");
        }
        body.append("<table><tbody>\n");
        for (JsonNode parameter : operation.path("parameters")) {
            row(
                    body,
                    parameter.path("name").asText(),
                    parameter.path("description").asText());
        }
        for (Map.Entry<String, JsonNode> response : operation.path("responses").properties()) {
            row(body, response.getKey(), response.getValue().path("description").asText());
        }
        body.append("</tbody></table>\n");
    }

    private static void row(StringBuilder body, String name, String description) {
        body.append("<tr><td><code>")
                .append(text(name))
                .append("</code></td><td>")
                .append(text(description));
        body.append("</td></tr>\n");
    }
}
