package dev.flamegate.scrape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One job: finds its targets, and keeps a loop for each. */
final class ScrapeJob {
    private static final Logger LOG = LoggerFactory.getLogger(ScrapeJob.class);

    private final ScrapeConfig config;
    private final TargetClient client;
    private final ScrapeLoop.Shared shared;
    private final Map<Path, List<TargetGroup>> byFile = new HashMap<>();
    private final Map<Path, String> brokenFiles = new HashMap<>();
    private final Map<Target, ScrapeLoop> loops = new LinkedHashMap<>();
    private List<TargetStatus> unusable = List.of();
    private boolean stopped;

    ScrapeJob(ScrapeConfig config, TargetClient client, ScrapeLoop.Shared shared) {
        this.config = config;
        this.client = client;
        this.shared = shared;
    }

    /** Reads files on the thread of the caller once, so that whoever starts the service sees its targets; later on the workers. */
    void start() {
        config.fileSdConfigs().forEach(this::readFiles);
        reconcile();
        config.fileSdConfigs().forEach(this::planRefresh);
    }

    synchronized void stop() {
        stopped = true;
        loops.values().forEach(ScrapeLoop::stop);
    }

    synchronized List<TargetStatus> targets() {
        List<TargetStatus> all = new ArrayList<>();
        loops.values().forEach(loop -> all.add(loop.status()));
        all.addAll(unusable);
        brokenFiles.forEach((file, reason) ->
                all.add(TargetStatus.fresh(config.jobName(), "file_sd_configs", file.toString(), Map.of())
                        .unusable(reason)));
        all.sort(Comparator.comparing(TargetStatus::url).thenComparing(TargetStatus::profile));
        return all;
    }

    private void planRefresh(FileDiscovery discovery) {
        shared.timer().after(discovery.refreshInterval(), () -> shared.workers().execute(() -> refresh(discovery)));
    }

    private void refresh(FileDiscovery discovery) {
        synchronized (this) {
            if (stopped) {
                return;
            }
        }
        try {
            readFiles(discovery);
            reconcile();
        } finally {
            planRefresh(discovery);
        }
    }

    /** A file that does not hold keeps the targets that it had; one that is gone has none. */
    private void readFiles(FileDiscovery discovery) {
        for (Path pattern : discovery.files()) {
            try {
                List<Path> present = discovery.present(pattern);
                forget(pattern, present);
                present.forEach(this::readFile);
            } catch (IOException e) {
                broken(pattern, "cannot be listed: " + e);
            }
        }
    }

    private void readFile(Path file) {
        try {
            List<TargetGroup> groups = FileDiscovery.groups(file);
            synchronized (this) {
                byFile.put(file, groups);
                brokenFiles.remove(file);
            }
        } catch (IllegalArgumentException e) {
            broken(file, String.valueOf(e.getMessage()));
            if (Files.notExists(file)) {
                synchronized (this) {
                    byFile.remove(file);
                }
            }
        }
    }

    private synchronized void forget(Path pattern, List<Path> present) {
        String name = String.valueOf(pattern.getFileName());
        if (name.indexOf('*') >= 0) {
            var matcher = pattern.getFileSystem().getPathMatcher("glob:" + pattern);
            byFile.keySet().removeIf(file -> matcher.matches(file) && !present.contains(file));
            brokenFiles.keySet().removeIf(file -> matcher.matches(file) && !present.contains(file));
        }
    }

    private void broken(Path file, String reason) {
        boolean news;
        synchronized (this) {
            news = !reason.equals(brokenFiles.put(file, reason));
        }
        if (news) {
            LOG.warn("job {}: {}", config.jobName(), reason);
        }
    }

    private synchronized void reconcile() {
        if (stopped) {
            return;
        }
        List<TargetGroup> groups = new ArrayList<>(config.staticConfigs());
        byFile.keySet().stream().sorted().forEach(file -> groups.addAll(byFile.getOrDefault(file, List.of())));
        Discovered discovered = new Discovered(config, groups);
        unusable = List.copyOf(discovered.unusable());
        Set<Target> wanted = Set.copyOf(discovered.targets());
        loops.entrySet().removeIf(entry -> {
            boolean gone = !wanted.contains(entry.getKey());
            if (gone) {
                entry.getValue().stop();
            }
            return gone;
        });
        for (Target target : discovered.targets()) {
            if (!loops.containsKey(target)) {
                ScrapeLoop loop = new ScrapeLoop(config, target, client, shared);
                loops.put(target, loop);
                loop.start();
            }
        }
        LOG.debug(
                "job {}: {} profiles of targets, {} dropped by relabel_configs",
                config.jobName(),
                loops.size(),
                discovered.dropped());
    }
}
