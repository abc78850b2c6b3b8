package dev.flamegate;

import dev.flamegate.delivery.DeliverySettings;
import dev.flamegate.delivery.github.DeploymentSettings;
import dev.flamegate.delivery.github.GitHubSettings;
import dev.flamegate.delivery.github.OidcSettings;
import dev.flamegate.delivery.gitlab.GitLabSettings;
import dev.flamegate.gate.EntryPointRule;
import dev.flamegate.gate.comparability.ComparabilityRules;
import dev.flamegate.gate.comparability.Fact;
import dev.flamegate.gate.trial.TrialSettings;
import dev.flamegate.http.HttpSettings;
import dev.flamegate.query.QueryLimits;
import dev.flamegate.store.ProfileLimits;
import dev.flamegate.store.Retention;
import dev.flamegate.store.rocksdb.RocksSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Everything that can be configured, read once at the start; only the jobs of {@code scrape_configs} stand beside it. Names in files are
 * the components' names in snake case.
 */
public record Settings(
        HttpSettings http,
        Store store,
        Retention retention,
        ProfileLimits limits,
        QueryLimits queries,
        Gate gate,
        Traffic traffic,
        TrialSettings trial,
        GitHubSettings github,
        GitLabSettings gitlab,
        OidcSettings oidc,
        DeploymentSettings deployments,
        DeliverySettings delivery,
        Log log) {

    /**
     * Where profiles and reports are kept.
     *
     * @param folder made if it does not exist; used by one process at a time
     * @param backupFolder where backups of the running service go; empty means {@code backups} in {@code folder}
     * @param backupsMax how many of them may be there
     * @param memoryBytesMax native memory for cached blocks, table indexes and write buffers together
     */
    public record Store(String folder, String backupFolder, int backupsMax, long memoryBytesMax) {
        public Store {
            require(!folder.isBlank(), "folder is blank");
            require(backupsMax >= 1 && backupsMax <= 1000, "backups_max is " + backupsMax + ", allowed are 1 to 1000");
            RocksSettings.checkMemory(memoryBytesMax);
        }

        /** The same in another place. */
        Store in(String other) {
            return new Store(other, backupFolder, backupsMax, memoryBytesMax);
        }
    }

    /**
     * How the gate judges. Points are percentage points of all samples.
     *
     * @param alpha chance that any function of an unchanged version is called a regression
     * @param materialPoints growth below this many points never fails a version
     * @param materialRelative the same as a fraction of the function's baseline share; the larger of the two holds
     * @param mustDetectPoints PASS says that no function grew by this many points
     * @param mustDetectRelative the same as a fraction of the function's baseline share; the larger of the two holds
     * @param materialRequestCost growth of the cost of a request below this fraction of the baseline's never fails a version
     * @param mustDetectRequestCost PASS says that the cost of a request did not grow by this fraction, where requests are known
     * @param podsMin pods a side below which nothing is compared
     * @param samplesMin samples below which a pod is left out
     * @param replicateLabels labels that tell pods apart, the first one present holds
     * @param entryPoints how the functions are found that requests enter by: auto, off, or a regular expression on their names
     * @param warmUp how long a pod counts as fresh; pods of unlike age are not compared
     * @param mustMatch labels of the facts whose difference stands in the way of a comparison
     * @param runtimeFails whether growth of the runtime's own work can fail a version
     * @param queueMax questions that may wait
     * @param followsMax canaries that may be followed at one time
     */
    public record Gate(
            double alpha,
            double materialPoints,
            double materialRelative,
            double mustDetectPoints,
            double mustDetectRelative,
            double materialRequestCost,
            double mustDetectRequestCost,
            int podsMin,
            int samplesMin,
            List<String> replicateLabels,
            String entryPoints,
            Duration warmUp,
            List<String> mustMatch,
            boolean runtimeFails,
            int queueMax,
            int followsMax) {
        public Gate {
            replicateLabels = List.copyOf(replicateLabels);
            mustMatch = List.copyOf(mustMatch);
            ComparabilityRules.facts(mustMatch);
            require(alpha > 0 && alpha <= 0.2, "alpha is " + alpha + ", allowed is above 0 and at most 0.2");
            points(materialPoints, "material_points");
            relative(materialRelative, "material_relative");
            points(mustDetectPoints, "must_detect_points");
            relative(mustDetectRelative, "must_detect_relative");
            growth(materialRequestCost, "material_request_cost");
            growth(mustDetectRequestCost, "must_detect_request_cost");
            require(podsMin >= 3, "pods_min is " + podsMin + ", at least 3 are needed to know how much pods differ");
            require(samplesMin >= 1, "samples_min is " + samplesMin + ", must be at least 1");
            require(!replicateLabels.isEmpty(), "replicate_labels is empty: pods could not be told apart");
            EntryPointRule.parse(entryPoints);
            require(followsMax >= 1 && followsMax <= 1000, "follows_max is " + followsMax + ", allowed are 1 to 1000");
            require(queueMax >= 1 && queueMax <= 10_000, "queue_max is " + queueMax + ", allowed are 1 to 10000");
        }

        private static void points(double value, String name) {
            require(value > 0 && value < 100, name + " is " + value + ", allowed is above 0 and below 100");
        }

        private static void growth(double value, String name) {
            require(value > 0 && value <= 10, name + " is " + value + ", allowed is above 0 and at most 10");
        }

        private static void relative(double value, String name) {
            require(value >= 0 && value <= 10, name + " is " + value + ", allowed is 0 to 10");
        }
    }

    /**
     * Where requests are counted that profiles do not say.
     *
     * @param prometheusUrl address of a Prometheus, with the path it has before {@code /api/v1}; empty for none
     * @param prometheusQuery PromQL for the requests of a pod: {@code $service}, {@code $version} and {@code $pod} stand for names between
     *     double quotes, {@code $window} for a length of time
     * @param prometheusTimeout of one query
     * @param unitOfWork regular expression on names of functions: where no requests are known, samples in these frames stand for them;
     *     empty for none
     */
    public record Traffic(String prometheusUrl, String prometheusQuery, Duration prometheusTimeout, String unitOfWork) {
        public Traffic {
            requireRegex(unitOfWork);
            require(
                    prometheusUrl.isEmpty() || prometheusUrl.matches("https?://[^\\s/?#]+(/[^\\s?#]*)?"),
                    "prometheus_url is '" + prometheusUrl + "', expected http://host:port or https://host:port");
            require(
                    prometheusQuery.contains("$pod") && prometheusQuery.contains("$window"),
                    "prometheus_query has no $pod or no $window: requests are counted by pod and window");
            require(
                    prometheusTimeout.toMillis() >= 100 && prometheusTimeout.toSeconds() <= 60,
                    "prometheus_timeout is " + prometheusTimeout + ", allowed are 100ms to 1m");
        }

        private static void requireRegex(String text) {
            try {
                Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "unit_of_work '" + text + "' is no regular expression: " + e.getDescription(), e);
            }
        }
    }

    /** What the service tells on its standard error. */
    public record Log(Level level) {}

    /** The least severe kind of line that is written. */
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    public static Settings withDefaults() {
        List<String> replicates = List.of("pod", "instance", "hostname", "host", "run", "__session_id__");
        return new Settings(
                HttpSettings.withDefaults(),
                new Store("./flamegate-data", "", 30, RocksSettings.DEFAULT.memoryBytesMax()),
                Retention.withDefaults(),
                ProfileLimits.withDefaults(),
                QueryLimits.withDefaults(),
                gate(replicates),
                new Traffic(
                        "",
                        "sum(increase(http_requests_total{service=\"$service\",version=\"$version\",pod=\"$pod\"}[$window]))",
                        Duration.ofSeconds(10),
                        ""),
                TrialSettings.withDefaults(),
                GitHubSettings.withDefaults(),
                GitLabSettings.withDefaults(),
                OidcSettings.withDefaults(),
                DeploymentSettings.withDefaults(),
                DeliverySettings.withDefaults(),
                new Log(Level.INFO));
    }

    private static Gate gate(List<String> replicates) {
        List<String> facts = Arrays.stream(Fact.values()).map(Fact::label).toList();
        return new Gate(
                0.01,
                0.3,
                0.05,
                1,
                0.25,
                0.03,
                0.1,
                3,
                200,
                replicates,
                "auto",
                Duration.ofMinutes(5),
                facts,
                false,
                100,
                50);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
