/**
 * Head points, density maps and the kernels between them. Every operation keeps the sum: the number
 * of people.
 */
@NullMarked
package io.github.crowdrank.density;

import org.jspecify.annotations.NullMarked;
