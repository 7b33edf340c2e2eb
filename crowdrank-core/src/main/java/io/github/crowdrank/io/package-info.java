/** Files that are either whole or not there. */
@NullMarked
package io.github.crowdrank.io;

import org.jspecify.annotations.NullMarked;
