/** Profilers of others, unchanged but for the address, against a service that really runs: what it stores is what they saw. */
@NullMarked
package dev.flamegate.tests.clients;

import org.jspecify.annotations.NullMarked;
