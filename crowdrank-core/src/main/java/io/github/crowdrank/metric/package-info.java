/**
 * How well counts, and where people are, were estimated: the figures that papers on crowd counting
 * report. Plain Java; knows no networks.
 */
@NullMarked
package io.github.crowdrank.metric;

import org.jspecify.annotations.NullMarked;
