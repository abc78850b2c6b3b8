package dev.flamegate.reports;

import org.jspecify.annotations.Nullable;

/**
 * Where a report can be found from outside.
 *
 * @param report address of the page, null if it is not served
 * @param image address of the picture, null if it cannot be fetched without signing in
 */
public record Links(@Nullable String report, @Nullable String image) {}
