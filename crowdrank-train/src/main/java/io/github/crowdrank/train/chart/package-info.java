/** Trainings and evaluations as charts: SVG files that need nothing else. */
@NullMarked
package io.github.crowdrank.train.chart;

import org.jspecify.annotations.NullMarked;
