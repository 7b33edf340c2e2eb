/**
 * Named parts of a picture: how many people are in each, how many stand on a square metre of ground
 * there, and whether that is too many. Counted from density maps by exact area; knows no networks.
 */
@NullMarked
package io.github.crowdrank.zone;

import org.jspecify.annotations.NullMarked;
