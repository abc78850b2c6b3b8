/** The action for GitHub's workflows, run as GitHub's runner does: a process of Node with an environment, and files for what it says. */
@NullMarked
package dev.flamegate.tests.action;

import org.jspecify.annotations.NullMarked;
