/** The commands: what a person or a pipeline types, and what it reads. */
@NullMarked
package dev.flamegate.cli;

import org.jspecify.annotations.NullMarked;
