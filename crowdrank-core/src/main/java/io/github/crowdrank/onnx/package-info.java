/** Graphs in ONNX's format: checked, never run here. Knows nothing of networks or engines. */
@NullMarked
package io.github.crowdrank.onnx;

import org.jspecify.annotations.NullMarked;
