package dev.flamegate.http;

import dev.flamegate.delivery.Delivery;
import dev.flamegate.delivery.DeliveryException;
import dev.flamegate.delivery.Message;
import dev.flamegate.delivery.Publisher;
import dev.flamegate.delivery.Surface;
import dev.flamegate.delivery.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place that takes everything, or fails as a test says. */
final class ScriptedPublisher implements Publisher {
    final List<String> said = new ArrayList<>();
    volatile List<Surface> surfaces = List.of();
    volatile @Nullable DeliveryException failure;

    @Override
    public List<Surface> surfaces(Target target) {
        return surfaces;
    }

    @Override
    public Receipt publish(Delivery delivery, Message message) throws DeliveryException {
        DeliveryException now = failure;
        if (now != null) {
            throw now;
        }
        said.add(delivery.id() + " " + message.getClass().getSimpleName());
        return Receipt.delivered("7");
    }
}
