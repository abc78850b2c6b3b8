@NullMarked
package dev.flamegate.reports;

import org.jspecify.annotations.NullMarked;
