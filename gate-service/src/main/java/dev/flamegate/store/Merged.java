package dev.flamegate.store;

import dev.flamegate.profile.CallTree;
import dev.flamegate.profile.NodeVector;

/**
 * A selection added up.
 *
 * @param vector over the nodes of the tree
 * @param profileCount how many profiles it is the sum of
 */
public record Merged(CallTree tree, NodeVector vector, long profileCount) {}
