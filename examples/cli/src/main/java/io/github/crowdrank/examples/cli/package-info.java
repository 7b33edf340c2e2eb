/** The command line of crowdrank: count, train, evaluate, pack, info. */
@NullMarked
package io.github.crowdrank.examples.cli;

import org.jspecify.annotations.NullMarked;
