/**
 * What annotated images teach about a model's counts: how to correct them and how far to trust
 * them. Arithmetic on counts only; it knows no networks and no images.
 */
@NullMarked
package io.github.crowdrank.calibration;

import org.jspecify.annotations.NullMarked;
