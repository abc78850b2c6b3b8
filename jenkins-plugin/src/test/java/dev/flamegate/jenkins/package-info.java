@NullMarked
package dev.flamegate.jenkins;

import org.jspecify.annotations.NullMarked;
