/** The composition root: settings, and every {@code new} of a collaborator. */
@NullMarked
package dev.flamegate;

import org.jspecify.annotations.NullMarked;
