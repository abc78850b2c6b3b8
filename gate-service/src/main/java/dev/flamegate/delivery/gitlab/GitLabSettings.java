package dev.flamegate.delivery.gitlab;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the service is known to GitLab. The token stands in a file of its own: a configuration is printed and passed around. Without one
 * nothing is posted.
 *
 * @param apiUrl {@code https://HOST/api/v4}, of gitlab.com or of one's own
 * @param tokenFile a token of a project, a group or a person, with the scope {@code api}
 * @param projects {@code group/project}, or {@code group/*} with all below it, that are posted to; empty for all that the token may write to
 * @param services {@code service=group/project}: where verdicts about a service belong if a question names no project
 * @param pictures whether notes show the flame graph: whoever reads the note fetches it from this service
 */
public record GitLabSettings(
        String apiUrl, String tokenFile, List<String> projects, List<String> services, boolean pictures) {
    private static final String PATH = "[\\w.-]+(/[\\w.-]+)+";

    public GitLabSettings {
        projects = List.copyOf(projects);
        services = List.copyOf(services);
        require(
                apiUrl.matches("https?://[^\\s\"'<>?#]+/api/v4"),
                "api_url is '" + apiUrl + "', expected https://HOST/api/v4");
        require(
                apiUrl.startsWith("https:") || isLocal(URI.create(apiUrl).getHost()),
                "api_url is '" + apiUrl + "': without TLS only this machine may be asked");
        for (String one : projects) {
            require(
                    one.matches(PATH + "|[\\w.-]+(/[\\w.-]+)*/\\*"),
                    "projects has '" + one + "', expected group/project or group/*");
        }
        for (String one : services) {
            require(one.matches(".+=" + PATH), "services has '" + one + "', expected service=group/project");
        }
        long different =
                services.stream().map(GitLabSettings::service).distinct().count();
        require(different == services.size(), "services names a service twice");
    }

    public static GitLabSettings withDefaults() {
        return new GitLabSettings("https://gitlab.com/api/v4", "", List.of(), List.of(), false);
    }

    boolean isSetUp() {
        return !tokenFile.isEmpty();
    }

    boolean allows(String project) {
        return projects.isEmpty() || projects.stream().anyMatch(one -> covers(one, project));
    }

    private static boolean covers(String one, String project) {
        if (!one.endsWith("/*")) {
            return one.equalsIgnoreCase(project);
        }
        int length = one.length() - 1;
        return project.length() > length && project.regionMatches(true, 0, one, 0, length);
    }

    Optional<String> project(String service) {
        return services.stream()
                .filter(one -> service(one).equals(service))
                .map(one -> one.substring(one.lastIndexOf('=') + 1))
                .findFirst();
    }

    private static String service(String one) {
        return one.substring(0, one.lastIndexOf('='));
    }

    private static boolean isLocal(@Nullable String host) {
        return host != null && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
