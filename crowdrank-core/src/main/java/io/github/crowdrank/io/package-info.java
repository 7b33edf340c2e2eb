/**
 * Files that are either whole or not there, or held by one at a time, what is said when they fail
 * and of what they hold, digests of them, and JSON objects without fields nobody asked for.
 * Internal to crowdrank: it may change in any release, so build nothing on it.
 */
@NullMarked
package io.github.crowdrank.io;

import org.jspecify.annotations.NullMarked;
