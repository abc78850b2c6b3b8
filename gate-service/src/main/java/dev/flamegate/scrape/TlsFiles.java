package dev.flamegate.scrape;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The {@code tls_config} of a job. The client of the JDK takes the name that it checks from the address, so {@code server_name} is
 * refused rather than ignored; and it reads keys in PKCS #8 only ({@code BEGIN PRIVATE KEY}).
 *
 * @param ca certificates in PEM that sign those of targets; empty means the JDK's
 * @param certificate in PEM, shown to targets
 * @param key of the certificate
 * @param skipVerify takes any certificate for any name
 */
record TlsFiles(Optional<Path> ca, Optional<Path> certificate, Optional<Path> key, boolean skipVerify) {
    static final TlsFiles NONE = new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty(), false);

    static TlsFiles read(ConfigNode node, Path folder) {
        if (node.has("server_name")) {
            throw node.wrong(
                    "server_name",
                    "is not supported: the name that is checked is that of the address; name the target as its"
                            + " certificate does");
        }
        for (String inline : List.of("ca", "cert", "key")) {
            if (node.has(inline)) {
                throw node.wrong(inline, "does not stand in the configuration: use " + inline + "_file");
            }
        }
        TlsFiles files = new TlsFiles(
                node.text("ca_file").map(folder::resolve),
                node.text("cert_file").map(folder::resolve),
                node.text("key_file").map(folder::resolve),
                node.flag("insecure_skip_verify", false));
        if (files.certificate.isPresent() != files.key.isPresent()) {
            throw node.wrong("cert_file", "and key_file need each other");
        }
        node.end();
        return files;
    }

    List<Path> files() {
        return Stream.of(ca, certificate, key).flatMap(Optional::stream).toList();
    }
}
