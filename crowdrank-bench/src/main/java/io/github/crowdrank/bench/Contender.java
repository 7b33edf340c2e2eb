package io.github.crowdrank.bench;

/** Who runs a network. */
public enum Contender {
  /** The engine that this library chooses by itself. */
  CROWDRANK("crowdrank"),
  /** The same without Winograd's algorithm. */
  CROWDRANK_DIRECT("crowdrank, direct convolutions"),
  /** Deeplearning4j with its oneDNN helper on. */
  DL4J("DL4J, helper on"),
  /** Deeplearning4j as it is without any setting. */
  DL4J_AS_SHIPPED("DL4J as shipped"),
  /** ONNX Runtime. */
  ONNX_RUNTIME("ONNX Runtime"),
  /** PyTorch through Deep Java Library. */
  PYTORCH("DJL/PyTorch");

  private final String label;

  Contender(String label) {
    this.label = label;
  }

  /** Its name in tables. */
  public String label() {
    return label;
  }
}
