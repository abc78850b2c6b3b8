package dev.flamegate.store;

import dev.flamegate.profile.Labels;

/**
 * What one stored profile, or several of one series added up, come to.
 *
 * @param startNanos of the first
 * @param total sum over all stacks
 * @param stacks how many have a value
 * @param profileCount how many profiles this is
 */
public record StoredTotal(Labels labels, long startNanos, long total, int stacks, int profileCount) {}
