/** What counting costs and how often it fails, as meters of Micrometer. */
@NullMarked
package io.github.crowdrank.micrometer;

import org.jspecify.annotations.NullMarked;
