/**
 * Files that are either whole or not there. Internal to crowdrank: it may change in any release, so
 * build nothing on it.
 */
@NullMarked
package io.github.crowdrank.io;

import org.jspecify.annotations.NullMarked;
