/** The commands of the command line: they read arguments and files, call, and print. */
@NullMarked
package dev.flamegate.cli;

import org.jspecify.annotations.NullMarked;
