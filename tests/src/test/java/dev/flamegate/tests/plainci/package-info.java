/** The files for CI systems that the documentation shows, run as those systems run them. */
@NullMarked
package dev.flamegate.tests.plainci;

import org.jspecify.annotations.NullMarked;
