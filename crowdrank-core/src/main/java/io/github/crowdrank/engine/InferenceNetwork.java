package io.github.crowdrank.engine;

import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;

/** A network ready for forward passes. Safe for use by many threads. */
public interface InferenceNetwork extends AutoCloseable {
  /** The network that was compiled. */
  NetworkSpec spec();

  /**
   * Runs the network.
   *
   * @param input a batch whose channels are those of the network's input and whose sides are
   *     multiples of {@link NetworkSpec#sizeMultiple()}, all values finite; not changed
   * @return the values of the output layer, owned by the caller
   * @throws IllegalArgumentException if the batch does not fit, see {@link NetworkSpec#checkBatch}
   * @throws IllegalStateException if the network is closed
   * @throws java.util.concurrent.CancellationException if the thread is interrupted, before or
   *     while it waits for the result; it stays interrupted, and the pass ends as soon as the
   *     engine can end it
   */
  FeatureMaps forward(FeatureMaps input);

  /**
   * Bytes outside the heap that a forward pass of one picture takes beside the weights as they were
   * given: the engine's plan, with copies of the weights in other layouts even where they are held
   * already, or an estimate on the high side where the engine does not plan. Allocates none of
   * them, and is the same for the same size whatever was computed before.
   *
   * @param height rows, a multiple of {@link NetworkSpec#sizeMultiple()}
   * @param width columns, a multiple of {@link NetworkSpec#sizeMultiple()}
   * @throws IllegalArgumentException if the network cannot take such a picture
   * @throws IllegalStateException if the network is closed
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; it stays
   *     interrupted
   */
  long forwardBytes(int height, int width);

  /** What runs, for people: the engine and how it computes each layer where that differs. */
  String describe();

  /** Frees what the network holds. A second call does nothing. */
  @Override
  void close();
}
