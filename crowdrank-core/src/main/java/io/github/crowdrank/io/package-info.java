/** Files that are either whole or not there, and JSON objects without fields nobody asked for. */
@NullMarked
package io.github.crowdrank.io;

import org.jspecify.annotations.NullMarked;
