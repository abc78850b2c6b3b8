package dev.flamegate.profile;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Names of labels that name one request or one person, so that nearly every profile would be a series of its own. */
public final class IdentityLabels {
    public static final List<String> DEFAULT_NAMES = List.of(
            "request_id",
            "trace_id",
            "span_id",
            "user_id",
            "session_id",
            "transaction_id",
            "correlation_id",
            "customer_id",
            "account_id",
            "order_id",
            "email");

    private final Set<String> names;

    public IdentityLabels(List<String> names) {
        this.names = names.stream().map(IdentityLabels::bare).collect(Collectors.toUnmodifiableSet());
    }

    public boolean contains(String name) {
        return !name.startsWith("__") && names.contains(bare(name));
    }

    /** {@code request_id}, {@code request.id} and {@code requestId} are one name. */
    private static String bare(String name) {
        StringBuilder bare = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '.' && c != '_' && c != '/' && c != '-') {
                bare.append(Character.toLowerCase(c));
            }
        }
        return bare.toString();
    }
}
