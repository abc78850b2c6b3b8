package dev.flamegate.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.flamegate.http.PprofBytes;
import dev.flamegate.scrape.ScrapeObserver.Outcome;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target with a certificate that it signed itself, for the address 127.0.0.1. */
class TlsTargetTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final byte[] CPU = PprofBytes.cpu(1_790_000_000_000_000_000L, "main");

    @TempDir
    private Path folder;

    private HttpsServer server;
    private KeyStore keys;

    @BeforeEach
    void start() throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "target",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=target",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/debug/pprof/profile", exchange -> {
            try (exchange) {
                FakeTarget.send(exchange, 200, CPU);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aTargetIsTrustedThroughItsCaFile() throws Exception {
        pem("ca.pem", "CERTIFICATE", keys.getCertificate("target").getEncoded());

        assertThat(scrape("tls_config: {ca_file: ca.pem}")).isEqualTo(Outcome.STORED);
    }

    @Test
    void aTargetThatNobodyVouchesForIsNot() throws Exception {
        assertThat(scrape("scheme: https")).isEqualTo(Outcome.UNREACHABLE);
    }

    @Test
    void skippingTheCheckTakesAnyCertificate() throws Exception {
        assertThat(scrape("tls_config: {insecure_skip_verify: true}")).isEqualTo(Outcome.STORED);
    }

    @Test
    void aCertificateOfOurOwnIsReadWithItsKey() throws Exception {
        pem("ca.pem", "CERTIFICATE", keys.getCertificate("target").getEncoded());
        pem("key.pem", "PRIVATE KEY", keys.getKey("target", PASSWORD).getEncoded());

        assertThat(scrape("tls_config: {ca_file: ca.pem, cert_file: ca.pem, key_file: key.pem}"))
                .isEqualTo(Outcome.STORED);

        pem("key.pem", "EC PRIVATE KEY", new byte[10]);
        assertThatThrownBy(() -> scrape("tls_config: {ca_file: ca.pem, cert_file: ca.pem, key_file: key.pem}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key.pem holds no key in PKCS #8");
    }

    private Outcome scrape(String keys) throws InterruptedException {
        String job = ScraperFixture.job(
                        "process_cpu: {seconds: 3}",
                        "127.0.0.1:" + server.getAddress().getPort())
                + "  " + keys + "\n"
                + (keys.startsWith("scheme") ? "" : "  scheme: https\n");
        try (ScraperFixture fixture = new ScraperFixture(folder, job)) {
            return fixture.scrapeOnce(1).get(0);
        }
    }

    private void pem(String name, String kind, byte[] der) throws Exception {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
