package io.github.crowdrank.data.collect;

import java.io.IOException;

/** A source asks to be asked again later. The same request is then repeated after a while. */
public final class SourceBusyException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what the source said. */
  public SourceBusyException(String message) {
    super(message);
  }
}
