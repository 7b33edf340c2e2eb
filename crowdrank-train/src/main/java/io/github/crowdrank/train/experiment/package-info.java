/**
 * The experiments of the paper as objects: which trainings make a table, how they are run, resumed
 * and recorded, and how their table is printed beside the published one. Knows trainers and
 * datasets by their front doors only.
 */
@NullMarked
package io.github.crowdrank.train.experiment;

import org.jspecify.annotations.NullMarked;
