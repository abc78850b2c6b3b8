package dev.flamegate.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The recorded profiles of {@code fixtures/}, with what is true about them. */
public final class Fixtures {
    private Fixtures() {}

    public static Path folder() {
        return Checkout.root().resolve("fixtures");
    }

    static List<JsonNode> services() throws IOException {
        JsonNode sets =
                new ObjectMapper().readTree(folder().resolve("sets.json").toFile());
        List<JsonNode> services = new ArrayList<>();
        sets.get("services").forEach(services::add);
        return services;
    }

    public static JsonNode version(String service, String version) throws IOException {
        for (JsonNode one : services()) {
            for (JsonNode of : one.get("versions")) {
                if (one.get("service").asText().equals(service)
                        && of.get("version").asText().equals(version)) {
                    return of;
                }
            }
        }
        throw new IllegalArgumentException("fixtures have no " + service + " " + version);
    }

    /** When the first profile of a pod of {@code shop} begins, of any version. */
    static long firstNanos(String pod) {
        try {
            long first = Long.MAX_VALUE;
            for (JsonNode version : services().get(0).get("versions")) {
                for (JsonNode profile : version.get("profiles")) {
                    boolean own = profile.get("pod").asText().equals(pod);
                    first = own ? Math.min(first, profile.get("from_nanos").asLong()) : first;
                }
            }
            return first;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] bytes(JsonNode profile) throws IOException {
        return Files.readAllBytes(folder().resolve(profile.get("file").asText()));
    }

    /** Requests of all kinds together. */
    static long served(JsonNode profile) {
        long sum = 0;
        for (JsonNode kind : profile.get("requests")) {
            sum += kind.asLong();
        }
        return sum;
    }

    /** Sends all profiles of a version, each with the requests served meanwhile, as a client would. */
    public static void push(ServiceProcess service, String name, JsonNode version)
            throws IOException, InterruptedException {
        for (JsonNode profile : version.get("profiles")) {
            String path = "/api/v1/profiles?service=" + name + "&version="
                    + version.get("version").asText() + "&pod="
                    + URLEncoder.encode(profile.get("pod").asText(), StandardCharsets.UTF_8)
                    + "&requests=" + served(profile);
            HttpResponse<String> answer = service.post(path, bytes(profile), "application/octet-stream");
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(profile.get("file") + ": " + answer.statusCode() + " " + answer.body());
            }
        }
    }
}
