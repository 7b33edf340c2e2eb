/** Runs the benchmarks and turns what JMH recorded into tables and a chart. */
@NullMarked
package io.github.crowdrank.bench.results;

import org.jspecify.annotations.NullMarked;
