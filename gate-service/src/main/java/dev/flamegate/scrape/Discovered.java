package dev.flamegate.scrape;

import dev.flamegate.profile.Labels;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The targets that a job's groups give once they are relabelled, in Prometheus's order: what is discovered, then the rules, then the
 * address, and the labels that begin with two underscores go.
 */
final class Discovered {
    private static final String ADDRESS = "__address__";
    private static final String SCHEME = "__scheme__";
    private static final String PATH = "__profile_path__";
    private static final String NAME = "__name__";
    private static final String PARAM = "__param_";
    private static final Pattern HOST_AND_PORT = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+])(:\\d{1,5})?");

    private final ScrapeConfig config;
    private final List<Target> targets = new ArrayList<>();
    private final List<TargetStatus> unusable = new ArrayList<>();
    private int dropped;

    Discovered(ScrapeConfig config, List<TargetGroup> groups) {
        this.config = config;
        for (TargetGroup group : groups) {
            for (String address : group.addresses()) {
                config.profiles().forEach(profile -> add(group, address, profile));
            }
        }
    }

    List<Target> targets() {
        return targets;
    }

    /** Addresses that cannot be scraped, with the reason. */
    List<TargetStatus> unusable() {
        return unusable;
    }

    /** How many the rules dropped. */
    int dropped() {
        return dropped;
    }

    private void add(TargetGroup group, String address, ProfileEndpoint profile) {
        Optional<SortedMap<String, String>> labels =
                Relabelling.apply(config.relabelConfigs(), before(group, address, profile));
        if (labels.isEmpty()) {
            dropped++;
            return;
        }
        try {
            targets.add(target(labels.get(), profile));
        } catch (IllegalArgumentException e) {
            unusable.add(TargetStatus.fresh(config.jobName(), profile.name(), address, group.labels())
                    .unusable(String.valueOf(e.getMessage())));
        }
    }

    private Map<String, String> before(TargetGroup group, String address, ProfileEndpoint profile) {
        Map<String, String> labels = new TreeMap<>();
        labels.put(SCHEME, config.scheme());
        labels.put("job", config.jobName());
        config.params().forEach((name, values) -> labels.put(PARAM + name, values.isEmpty() ? "" : values.get(0)));
        labels.putAll(group.labels());
        labels.put(ADDRESS, address);
        labels.put(PATH, profile.path());
        labels.put(NAME, profile.name());
        return labels;
    }

    private Target target(SortedMap<String, String> labels, ProfileEndpoint profile) {
        String scheme = labels.getOrDefault(SCHEME, "");
        String address = labels.getOrDefault(ADDRESS, "");
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("__scheme__ is '" + scheme + "', allowed are http and https");
        }
        if (!HOST_AND_PORT.matcher(address).matches()) {
            throw new IllegalArgumentException("__address__ is '" + address + "', expected host:port");
        }
        if (!address.matches(".*:\\d+")) {
            address += scheme.equals("https") ? ":443" : ":80";
        }
        URI url = URI.create(scheme + "://" + address + labels.getOrDefault(PATH, "/") + query(labels, profile));
        if (url.getHost() == null) {
            throw new IllegalArgumentException("__address__ is '" + address
                    + "', which is no host name: letters, digits, '-' and '.', and no '_' (Java's client refuses it)");
        }
        Map<String, String> kept = new TreeMap<>();
        labels.forEach((name, value) -> {
            if (!name.startsWith("__")) {
                kept.put(name, value);
            }
        });
        kept.putIfAbsent("instance", address);
        if (!kept.containsKey("service.name")) {
            kept.putIfAbsent(Labels.SERVICE, labels.getOrDefault("job", config.jobName()));
        }
        return new Target(profile, url, Labels.of(kept));
    }

    /** A label {@code __param_x} stands over the first value of the parameter x. */
    private String query(SortedMap<String, String> labels, ProfileEndpoint profile) {
        Map<String, List<String>> params = new LinkedHashMap<>(config.params());
        labels.tailMap(PARAM).forEach((label, value) -> {
            if (label.startsWith(PARAM)) {
                String name = label.substring(PARAM.length());
                List<String> values = new ArrayList<>(params.getOrDefault(name, List.of("")));
                values.set(0, value);
                params.put(name, values);
            }
        });
        config.seconds(profile).ifPresent(length -> params.put("seconds", List.of(Long.toString(length.toSeconds()))));
        StringBuilder query = new StringBuilder();
        new TreeMap<>(params)
                .forEach((name, values) -> values.forEach(value -> query.append(query.length() == 0 ? '?' : '&')
                        .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8))));
        return query.toString();
    }
}
