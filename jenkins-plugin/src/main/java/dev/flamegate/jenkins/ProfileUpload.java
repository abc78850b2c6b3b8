package dev.flamegate.jenkins;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends profiles of the workspace, under the service and the candidate of the question. */
final class ProfileUpload {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final ServiceApi api;
    private final GateQuestion question;

    /** @throws ServiceException if the candidate is a selector: profiles are stored under a version */
    ProfileUpload(ServiceApi api, GateQuestion question) throws ServiceException {
        if (question.candidate().startsWith("{")) {
            throw new ServiceException("profiles can be uploaded for a version only, and the candidate is the selector "
                    + question.candidate());
        }
        this.api = api;
        this.question = question;
    }

    /** @param path of the file in the workspace; profiles in one folder are of one pod, which is called like the folder */
    void send(String path, byte[] content) throws IOException, InterruptedException {
        try {
            api.postBytes(
                    "/api/v1/profiles?service=" + encoded(question.service()) + "&version="
                            + encoded(question.candidate()) + "&pod=" + encoded(pod(path)),
                    content,
                    TIMEOUT);
        } catch (ServiceException e) {
            throw new ServiceException(path + ": " + e.getMessage());
        }
    }

    static String pod(String path) {
        String[] names = path.replace('\\', '/').split("/");
        if (names.length > 1) {
            return names[names.length - 2];
        }
        String name = names[0].replaceFirst("\\..*", "");
        return name.isEmpty() ? names[0] : name;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
