package dev.flamegate.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/** Scripts and style sheets of the pages: the files of the resource folder {@code assets}, and what other modules bring. */
final class AssetRoutes {
    private static final String NAME = "[a-z][a-z0-9-]{0,60}\\.(mjs|css)";

    private final Map<String, byte[]> known = new ConcurrentHashMap<>();

    /** @param others by name, beside the files of the folder */
    AssetRoutes(Map<String, String> others) {
        others.forEach((name, content) -> known.put(name, content.getBytes(StandardCharsets.UTF_8)));
    }

    void declare(RoutesConfig routes) {
        routes.get("/assets/{name}", this::answer);
    }

    /** Browsers ask again each time, and are told that nothing changed: a page and its scripts are always of one version. */
    private void answer(Context ctx) {
        String name = ctx.pathParam("name");
        byte[] content = content(name).orElseThrow(() -> unknown(name));
        CRC32 sum = new CRC32();
        sum.update(content);
        String tag = "\"" + Long.toHexString(sum.getValue()) + "-" + content.length + "\"";
        ctx.header("Cache-Control", "no-cache");
        ctx.header("ETag", tag);
        if (tag.equals(ctx.header("If-None-Match"))) {
            ctx.status(304);
            return;
        }
        ctx.contentType(name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8");
        ctx.result(content);
    }

    private Optional<byte[]> content(String name) {
        if (!name.matches(NAME)) {
            return Optional.empty();
        }
        byte[] held = known.get(name);
        if (held != null) {
            return Optional.of(held);
        }
        Optional<byte[]> read = Resources.find("assets/" + name);
        read.ifPresent(content -> known.put(name, content));
        return read;
    }

    private static ProblemException unknown(String name) {
        String shown = name.length() <= 60 ? name : name.substring(0, 60) + "...";
        return new ProblemException(404, Problem.of("not_found", "there is no asset '" + shown + "'"));
    }
}
