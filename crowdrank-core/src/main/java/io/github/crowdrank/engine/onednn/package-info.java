/**
 * The engine that compiles networks to programs of oneDNN primitives: the fastest one on x86-64
 * processors, and one that needs no ND4J.
 *
 * <p>oneDNN 2.5.2 is the last line of that library with Winograd kernels in single precision, which
 * is why it is called directly and not through a newer framework.
 */
@NullMarked
package io.github.crowdrank.engine.onednn;

import org.jspecify.annotations.NullMarked;
