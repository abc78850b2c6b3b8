package dev.flamegate.scrape;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One entry of {@code scrape_configs}: a job, in the words of Prometheus and Parca.
 *
 * <p>Prometheus refuses a time-out above the interval, Parca one below it. Here the time-out is what a target has beyond the seconds that
 * it was asked to profile for, and either is taken: a scrape that takes longer than the interval delays its own next one, and nothing
 * else.
 *
 * @param scrapeTimeout for connecting and the whole answer; a profile over some seconds has these on top
 * @param params of every request, by name
 * @param profiles the enabled ones
 */
public record ScrapeConfig(
        String jobName,
        Duration scrapeInterval,
        Duration scrapeTimeout,
        String scheme,
        Map<String, List<String>> params,
        List<TargetGroup> staticConfigs,
        List<FileDiscovery> fileSdConfigs,
        List<RelabelRule> relabelConfigs,
        List<ProfileEndpoint> profiles,
        Optional<TargetAccess> access,
        TlsFiles tls) {

    static final Duration INTERVAL_DEFAULT = Duration.ofSeconds(10);
    static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(10);

    public ScrapeConfig {
        params = Map.copyOf(params);
        staticConfigs = List.copyOf(staticConfigs);
        fileSdConfigs = List.copyOf(fileSdConfigs);
        relabelConfigs = List.copyOf(relabelConfigs);
        profiles = List.copyOf(profiles);
        require(scrapeInterval.toMillis() >= 1000, "scrape_interval must be at least 1s");
        require(scrapeTimeout.toMillis() >= 1, "scrape_timeout must be longer than 0s");
        require(scheme.equals("http") || scheme.equals("https"), "scheme is '" + scheme + "', allowed are http, https");
        require(!profiles.isEmpty(), "profiling_config leaves no profile enabled");
        for (ProfileEndpoint profile : profiles) {
            require(
                    profile.seconds() <= scrapeInterval.toSeconds(),
                    "seconds of '" + profile.name() + "' is " + profile.seconds() + ", longer than scrape_interval");
        }
    }

    /**
     * @param node one item of the list
     * @param path where it stands, for messages
     * @param folder that relative paths start from
     * @throws IllegalArgumentException naming the key and the rule that it breaks
     */
    public static ScrapeConfig read(JsonNode node, String path, Path folder) {
        ConfigNode job = new ConfigNode(node, path);
        String name = job.required("job_name");
        Duration interval = job.duration("scrape_interval").orElse(INTERVAL_DEFAULT);
        Duration timeout = job.duration("scrape_timeout")
                .orElse(interval.compareTo(TIMEOUT_DEFAULT) < 0 ? interval : TIMEOUT_DEFAULT);
        List<TargetGroup> groups =
                job.objects("static_configs").stream().map(TargetGroup::read).toList();
        List<FileDiscovery> files = new ArrayList<>();
        job.objects("file_sd_configs").forEach(file -> files.add(FileDiscovery.read(file, folder)));
        List<RelabelRule> rules =
                job.objects("relabel_configs").stream().map(RelabelRule::read).toList();
        List<ProfileEndpoint> profiles = ProfileEndpoint.read(job.object("profiling_config"));
        Optional<TargetAccess> access = TargetAccess.read(job, folder);
        TlsFiles tls = job.object("tls_config")
                .map(tlsNode -> TlsFiles.read(tlsNode, folder))
                .orElse(TlsFiles.NONE);
        String scheme = job.text("scheme", "http");
        Map<String, List<String>> params = job.textsMap("params");
        job.end();
        try {
            ScrapeConfig config = new ScrapeConfig(
                    name, interval, timeout, scheme, params, groups, files, rules, profiles, access, tls);
            config.requireFiles();
            return config;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage());
        }
    }

    private void requireFiles() {
        Stream.concat(access.stream().flatMap(a -> a.files().stream()), tls.files().stream())
                .forEach(file -> require(Files.isReadable(file), "file " + file + " cannot be read"));
        TlsContext.check(tls);
    }

    /** How long the target is asked to profile for; empty for a snapshot. Short of the interval, so that the next one starts in time. */
    Optional<Duration> seconds(ProfileEndpoint profile) {
        if (!profile.delta()) {
            return Optional.empty();
        }
        long seconds = profile.seconds() > 0 ? profile.seconds() : Math.max(1, scrapeInterval.toSeconds() - 1);
        return Optional.of(Duration.ofSeconds(seconds));
    }

    /** After this long a scrape is cut off. */
    Duration cutAfter(ProfileEndpoint profile) {
        return scrapeTimeout.plus(seconds(profile).orElse(Duration.ZERO));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
