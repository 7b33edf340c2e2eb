/** JMH benchmarks, one question each. Never published. */
@NullMarked
package io.github.crowdrank.bench;

import org.jspecify.annotations.NullMarked;
