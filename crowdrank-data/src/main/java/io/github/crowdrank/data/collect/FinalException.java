package io.github.crowdrank.data.collect;

import java.io.IOException;

/** A failure that would be the same another time. */
final class FinalException extends IOException {
  private static final long serialVersionUID = 1L;

  private final DropReason reason;

  FinalException(DropReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  DropReason reason() {
    return reason;
  }
}
