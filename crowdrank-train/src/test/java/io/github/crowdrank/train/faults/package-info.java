/**
 * A file system for tests in which operations fail when they are told to. What it holds lies in the
 * default file system.
 */
@NullMarked
package io.github.crowdrank.train.faults;

import org.jspecify.annotations.NullMarked;
