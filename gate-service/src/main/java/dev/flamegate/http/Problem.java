package dev.flamegate.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a request: the one JSON shape of all errors.
 *
 * @param code stable, for programs
 * @param message for people: the rule, and what was found instead
 * @param position where in the body, if it is about a place in it
 * @param field which parameter or JSON field, if it is about one
 * @param hint what to do about it, if that is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String code,
        String message,
        @Nullable String position,
        @Nullable String field,
        @Nullable String hint) {

    static Problem of(String code, String message) {
        return new Problem(code, message, null, null, null);
    }

    Problem at(String place) {
        return new Problem(code, message, place, field, hint);
    }

    Problem in(String name) {
        return new Problem(code, message, position, name, hint);
    }

    Problem hint(String text) {
        return new Problem(code, message, position, field, text);
    }
}
