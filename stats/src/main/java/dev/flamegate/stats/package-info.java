@NullMarked
package dev.flamegate.stats;

import org.jspecify.annotations.NullMarked;
