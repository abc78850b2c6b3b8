<<<<<<< HEAD
/** The commands: what a person or a pipeline types, and what it reads. */
=======
/** The commands of the command line: they read arguments and files, call, and print. */
>>>>>>> ingest
@NullMarked
package dev.flamegate.cli;

import org.jspecify.annotations.NullMarked;
