/**
 * The Jenkins plugin. Everything but {@code GateBuilder}, its actions and {@code Tokens} is plain Java without a type of Jenkins, and
 * nothing is bundled: the plugin is one jar.
 */
@NullMarked
package dev.flamegate.jenkins;

import org.jspecify.annotations.NullMarked;
