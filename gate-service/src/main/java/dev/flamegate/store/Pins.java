package dev.flamegate.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flamegate.profile.Labels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The pinned versions of all services, one document. Safe for use by many threads. */
public final class Pins {
    private static final String KIND = "pins-1";
    private static final String ID = "all";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DocumentStore documents;

    public Pins(DocumentStore documents) {
        this.documents = documents;
    }

    /** By service and version. */
    public List<Pin> all() {
        Optional<byte[]> document = documents.get(KIND, ID);
        if (document.isEmpty()) {
            return List.of();
        }
        try {
            return JSON.readValue(document.get(), new TypeReference<List<Pin>>() {});
        } catch (IOException e) {
            throw new IllegalStateException("the pinned versions cannot be read: " + e.getMessage(), e);
        }
    }

    /** Replaces the pin of the same version, if there is one. Durable when it returns. */
    public synchronized void pin(Pin pin) {
        List<Pin> pins = without(pin.service(), pin.version());
        pins.add(pin);
        pins.sort(Comparator.comparing(Pin::service).thenComparing(Pin::version));
        keep(pins);
    }

    /** @return whether it was pinned */
    public synchronized boolean unpin(String service, String version) {
        List<Pin> pins = without(service, version);
        boolean wasPinned = pins.size() < all().size();
        if (wasPinned) {
            keep(pins);
        }
        return wasPinned;
    }

    /** Whether a pin holds what has these labels. */
    public static boolean hold(List<Pin> pins, Labels labels) {
        return pins.stream().anyMatch(pin -> pin.holds(labels));
    }

    private List<Pin> without(String service, String version) {
        List<Pin> pins = new ArrayList<>(all());
        pins.removeIf(pin -> pin.service().equals(service) && pin.version().equals(version));
        return pins;
    }

    private void keep(List<Pin> pins) {
        try {
            documents.put(KIND, ID, JSON.writeValueAsBytes(pins));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("pins have no JSON", e);
        }
    }
}
