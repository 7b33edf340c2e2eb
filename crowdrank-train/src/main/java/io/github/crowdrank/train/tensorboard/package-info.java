/** Trainings as event files, which TensorBoard shows while they run. */
@NullMarked
package io.github.crowdrank.train.tensorboard;

import org.jspecify.annotations.NullMarked;
