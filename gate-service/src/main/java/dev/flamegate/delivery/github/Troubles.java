package dev.flamegate.delivery.github;

import dev.flamegate.delivery.DeliveryException;
import dev.flamegate.delivery.DeliveryException.Kind;
import java.time.Instant;
import java.util.Optional;

/** What an exception out of a conversation with GitHub means for a delivery. */
final class Troubles {
    private Troubles() {}

    /** GitHub's own word, however deep the library has put it; empty if there was no answer. */
    static Optional<GitHubRefusal> refusal(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof GitHubRefusal refusal) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }

    static boolean isStatus(Throwable e, int status) {
        return refusal(e).filter(refusal -> refusal.status() == status).isPresent();
    }

    /** @param permission that the call needs, as a workflow or an App names it */
    static DeliveryException meaning(Throwable e, String permission, Instant now) {
        Optional<GitHubRefusal> found = refusal(e);
        if (found.isEmpty()) {
            return new DeliveryException(Kind.UNREACHABLE, "GitHub could not be reached: " + deepest(e), e);
        }
        GitHubRefusal refusal = found.get();
        String said = String.valueOf(refusal.getMessage());
        if (refusal.isLimit()) {
            return DeliveryException.busy(said, refusal.until(now), e);
        }
        if (refusal.status() >= 500 || refusal.status() == 408) {
            return new DeliveryException(Kind.UNREACHABLE, said, e);
        }
        return new DeliveryException(Kind.REFUSED, said + advice(refusal, permission), e);
    }

    private static String advice(GitHubRefusal refusal, String permission) {
        return switch (refusal.status()) {
            case 401 -> "; the token or the App's key is not valid";
            case 403 -> refusal.says("not accessible") ? "; the permission '" + permission + "' is missing" : "";
            case 404 -> "; the repository is not there, or '" + permission + "' is missing";
            default -> "";
        };
    }

    private static String deepest(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }
}
