/** GitHub as the service sees it, played by a server that keeps GitHub's limits, and what the service does with it. */
@NullMarked
package dev.flamegate.tests.github;

import org.jspecify.annotations.NullMarked;
