/** Real profiles of others, and what readers that share nothing with ours find in them. */
package dev.flamegate.corpus;
