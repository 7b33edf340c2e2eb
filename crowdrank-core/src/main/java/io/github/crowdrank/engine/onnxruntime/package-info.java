/**
 * The engine on ONNX Runtime, which does not come with this library: forward passes of graphs in
 * ONNX's format and of any network, on the processor or a CUDA device.
 */
@NullMarked
package io.github.crowdrank.engine.onnxruntime;

import org.jspecify.annotations.NullMarked;
