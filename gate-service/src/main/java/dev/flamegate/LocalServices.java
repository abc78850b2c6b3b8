package dev.flamegate;

import dev.flamegate.cli.ServiceLauncher;
import dev.flamegate.cli.UsageException;
import dev.flamegate.http.HttpSettings;
import dev.flamegate.http.ShownSetting;
import dev.flamegate.store.Retention;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the settings, then composes a service with them. */
final class LocalServices implements ServiceLauncher {
    private final Map<String, String> environment;
    private final Clock clock;

    LocalServices(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Running start(Options options) {
        LoadedSettings loaded = load(options);
        Settings settings = overridden(loaded.settings(), options);
        String level = options.quiet() ? "WARN" : settings.log().level().name();
        System.setProperty("flamegate.log.level", level);
        return LocalService.start(settings, loaded.scrapes(), clock, shown(loaded, options));
    }

    /** As the command line left them. */
    private static List<ShownSetting> shown(LoadedSettings loaded, Options options) {
        Map<String, String> said = new HashMap<>();
        if (options.port() != null) {
            said.put("http.port", options.port().toString());
        }
        if (options.folder() != null) {
            said.put("store.folder", options.folder().toString());
        }
        if (options.forever()) {
            List.of("profiles", "five_minutes", "hours", "days").forEach(key -> said.put("retention." + key, "0s"));
            said.put("retention.bytes_max", "0");
        }
        return loaded.shown().stream()
                .map(one -> said.containsKey(one.key())
                        ? new ShownSetting(one.key(), said.getOrDefault(one.key(), ""), "command line")
                        : one)
                .toList();
    }

    @Override
    public String settings(Options options) {
        return load(options).print();
    }

    private LoadedSettings load(Options options) {
        try {
            return SettingsReader.read(options.config(), environment);
        } catch (SettingsException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static Settings overridden(Settings settings, Options options) {
        try {
            HttpSettings http =
                    options.port() == null ? settings.http() : settings.http().withPort(options.port());
            Settings.Store store = options.folder() == null
                    ? settings.store()
                    : settings.store().in(options.folder().toString());
            Retention retention = options.forever() ? Retention.FOREVER : settings.retention();
            return new Settings(
                    http,
                    store,
                    retention,
                    settings.limits(),
                    settings.queries(),
                    settings.gate(),
                    settings.traffic(),
                    settings.trial(),
                    settings.github(),
                    settings.gitlab(),
                    settings.oidc(),
                    settings.deployments(),
                    settings.delivery(),
                    settings.log());
        } catch (IllegalArgumentException e) {
            throw new UsageException("--port: " + e.getMessage());
        }
    }
}
