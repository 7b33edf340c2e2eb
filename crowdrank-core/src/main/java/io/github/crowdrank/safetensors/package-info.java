/** Reads and writes the safetensors file format: named tensors and string metadata, no code. */
@NullMarked
package io.github.crowdrank.safetensors;

import org.jspecify.annotations.NullMarked;
