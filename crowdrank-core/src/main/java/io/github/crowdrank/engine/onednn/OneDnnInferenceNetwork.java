package io.github.crowdrank.engine.onednn;

import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.network.NetworkSpec;

/** Forward passes, compiled per batch shape. */
final class OneDnnInferenceNetwork implements InferenceNetwork {
  private final Programs programs;

  OneDnnInferenceNetwork(Programs programs) {
    this.programs = programs;
    programs.freeWith(this);
  }

  @Override
  public NetworkSpec spec() {
    return programs.spec();
  }

  @Override
  public FeatureMaps forward(FeatureMaps input) {
    BatchShape shape = BatchShape.of(input, spec());
    return OneDnn.callInterruptibly(() -> programs.of(shape).forward(input));
  }

  @Override
  public long forwardBytes(int height, int width) {
    spec().checkSize(height, width);
    BatchShape shape = new BatchShape(1, height, width);
    Programs.PassBytes bytes = OneDnn.callInterruptibly(() -> programs.bytes(shape));
    return bytes.buffer() + bytes.weights();
  }

  @Override
  public String describe() {
    return programs.describe();
  }

  @Override
  public void close() {
    OneDnn.call(programs::close);
  }
}
