package dev.flamegate.http;

import dev.flamegate.store.Backup;
import dev.flamegate.store.BackupRefusedException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies of the store, made while it runs. A name is all that a client may say: the configuration says where they go. */
final class BackupRoutes {
    private final Readiness readiness;

    BackupRoutes(Readiness readiness) {
        this.readiness = readiness;
    }

    void declare(RoutesConfig routes) {
        routes.post("/api/v1/admin/backups", this::make);
    }

    private void make(Context ctx) {
        String name = ctx.queryParam("name");
        try {
            Backup made = readiness.backend().operations().backUp(name == null ? "" : name);
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("name", made.name());
            answer.put("folder", made.folder().toString());
            answer.put("files", made.files());
            answer.put("bytes", made.bytes());
            ctx.json(answer);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badField("name", String.valueOf(e.getMessage()));
        } catch (BackupRefusedException e) {
            throw new ProblemException(409, Problem.of("backup_refused", String.valueOf(e.getMessage())));
        }
    }
}
