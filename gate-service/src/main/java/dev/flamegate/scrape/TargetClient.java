package dev.flamegate.scrape;

import dev.flamegate.scrape.BodyMemory.Share;
import dev.flamegate.scrape.ScrapeObserver.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Fetches from the targets of one job. Redirects are not followed and no proxy is asked, so that nobody is contacted whom the
 * configuration does not name.
 */
final class TargetClient {
    private static final int ERROR_BYTES_MAX = 300;

    private final HttpClient client;
    private final Optional<TargetAccess> access;
    private final String userAgent;

    /**
     * @throws IllegalArgumentException if the certificates or the key of the job cannot be read
     */
    TargetClient(ScrapeConfig config, String userAgent, Executor executor) {
        this.access = config.access();
        this.userAgent = userAgent;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .executor(executor);
        if (!config.tls().equals(TlsFiles.NONE)) {
            builder.sslContext(TlsContext.of(config.tls()));
        }
        this.client = builder.build();
    }

    /**
     * The answer with its body. Cancelling the future ends the exchange.
     *
     * @throws ScrapeFailure if a secret cannot be read
     */
    CompletableFuture<HttpResponse<byte[]>> send(URI url, Share memory) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).GET();
        request.header("User-Agent", userAgent);
        request.header("Accept", "application/octet-stream, */*;q=0.1");
        if (access.isPresent()) {
            try {
                request.header("Authorization", access.get().header());
            } catch (IOException e) {
                throw new ScrapeFailure(Outcome.UNREACHABLE, "the secret cannot be read: " + e.getMessage());
            }
        }
        return client.sendAsync(
                request.build(),
                head -> head.statusCode() == 200
                        ? BoundedBody.whole(memory)
                        : BoundedBody.head(memory, ERROR_BYTES_MAX));
    }

    /**
     * @throws ScrapeFailure unless the status is 200 and there is a body
     */
    static byte[] body(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status / 100 == 3) {
            throw new ScrapeFailure(
                    Outcome.REFUSED, "the target answered with status " + status + ", and redirects are not followed");
        }
        if (status != 200) {
            throw new ScrapeFailure(
                    Outcome.REFUSED, "the target answered with status " + status + said(response.body()));
        }
        if (response.body().length == 0) {
            throw new ScrapeFailure(Outcome.MALFORMED, "the target answered with an empty body");
        }
        return response.body();
    }

    private static String said(byte[] body) {
        String line = new String(body, StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return line.isEmpty() ? "" : ": " + line;
    }
}
