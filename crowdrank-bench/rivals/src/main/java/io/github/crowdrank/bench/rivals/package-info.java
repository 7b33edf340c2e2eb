/** Other libraries that run networks, for benchmarks to time beside this one. Never published. */
@NullMarked
package io.github.crowdrank.bench.rivals;

import org.jspecify.annotations.NullMarked;
