package dev.flamegate.jenkins;

import hudson.FilePath;
import hudson.model.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** One run of the build step, in its order: policy, profiles, question, report. The workspace may be on another machine. */
final class Steps {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int POLICY_BYTES_MAX = 1 << 20;
    private static final int PROFILE_BYTES_MAX = 64 << 20;

    /** The fields, with the variables of the build filled in. */
    record Asked(
            URI server,
            String credentialsId,
            String service,
            String baseline,
            String candidate,
            String type,
            Duration waitMax) {}

    private final Run<?, ?> run;
    private final FilePath workspace;
    private final Consumer<String> log;

    Steps(Run<?, ?> run, FilePath workspace, Consumer<String> log) {
        this.run = run;
        this.workspace = workspace;
        this.log = log;
    }

    Outcome ask(Asked asked, String policyFile, String profiles) throws IOException, InterruptedException {
        ServiceApi api = new ServiceApi(asked.server(), Tokens.of(asked.credentialsId(), run), FIRST_PAUSE, log);
        GateQuestion question = new GateQuestion(
                asked.service(), asked.baseline(), asked.candidate(), asked.type(), policy(policyFile), policyFile);
        if (!profiles.isEmpty()) {
            upload(new ProfileUpload(api, question), profiles);
        }
        Outcome outcome = new GateRun(api, log).ask(question, asked.waitMax());
        keep(ReportDownload.all(api, outcome, log));
        record(GateAction.answered(run, question, outcome));
        log.accept("report: " + outcome.page());
        return outcome;
    }

    /** The page of the build gets what the gate said. */
    void record(GateAction action) {
        run.addAction(action);
    }

    private String policy(String path) throws IOException, InterruptedException {
        FilePath file = workspace.child(path);
        if (!file.exists()) {
            log.accept("there is no " + path + " in the workspace: the service's policy holds");
            return "";
        }
        return new String(content(file, path, POLICY_BYTES_MAX), StandardCharsets.UTF_8);
    }

    private void upload(ProfileUpload upload, String pattern) throws IOException, InterruptedException {
        FilePath[] files = workspace.list(pattern);
        if (files.length == 0) {
            throw new ServiceException("no file of the workspace matches '" + pattern + "'");
        }
        String root = workspace.getRemote();
        for (FilePath file : files) {
            String path = file.getRemote().substring(root.length()).replaceFirst("^[/\\\\]", "");
            upload.send(path, content(file, path, PROFILE_BYTES_MAX));
        }
        log.accept(files.length + " profiles uploaded");
    }

    private static byte[] content(FilePath file, String path, int bytesMax) throws IOException, InterruptedException {
        try (InputStream in = file.read()) {
            byte[] content = in.readNBytes(bytesMax + 1);
            if (content.length > bytesMax) {
                throw new ServiceException(path + " is larger than " + (bytesMax >> 20) + " MiB");
            }
            return content;
        }
    }

    /** In the build's own folder for its page, and in the workspace for the steps that follow. */
    private void keep(Map<String, byte[]> files) throws IOException, InterruptedException {
        Path archived = run.getRootDir().toPath().resolve(ReportDownload.FOLDER);
        Files.createDirectories(archived);
        FilePath shown = workspace.child(ReportDownload.FOLDER);
        shown.deleteRecursive();
        shown.mkdirs();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(archived.resolve(file.getKey()), file.getValue());
            try (OutputStream out = shown.child(file.getKey()).write()) {
                out.write(file.getValue());
            }
        }
    }
}
