package dev.flamegate.http;

import java.net.URI;

/** What absolute links begin with. Taken from the settings, never from a request's Host header, which anybody can write. */
final class PublicAddress {
    private final HttpSettings settings;
    private volatile int port;

    PublicAddress(HttpSettings settings) {
        this.settings = settings;
        this.port = settings.port();
    }

    void listeningOn(int actualPort) {
        port = actualPort;
    }

    String of(String path) {
        String base = settings.publicUrl().isEmpty() ? local().toString() : settings.publicUrl();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }

    URI local() {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return URI.create("http://" + host + ":" + port);
    }
}
