/** Weights of PyTorch: tensors alone, nothing of a file is ever executed. */
@NullMarked
package io.github.crowdrank.pytorch;

import org.jspecify.annotations.NullMarked;
