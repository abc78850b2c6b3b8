/** The plugin in a real controller: the last one that Maven Central has, from which Jenkins was forked, on today's JDK. */
@NullMarked
package dev.flamegate.tests.jenkins;

import org.jspecify.annotations.NullMarked;
