package io.github.crowdrank.engine.onnxruntime;

import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.Map;

/**
 * One run of a session that ends before the next node of its graph when its thread is interrupted.
 * The thread computes in native code and would not notice; but the one that interrupts it closes
 * the channel on which it waits, and that tells ONNX Runtime.
 */
final class InterruptibleRun extends AbstractInterruptibleChannel {
  private final OrtSession.RunOptions options;
  private boolean done;

  private InterruptibleRun(OrtSession.RunOptions options) {
    this.options = options;
  }

  /**
   * Runs a session.
   *
   * @return its result, also where the thread was interrupted when there was nothing left to end
   * @throws OrtException if it fails, or was ended because the thread is interrupted, which it
   *     stays
   */
  static OrtSession.Result of(OrtSession session, Map<String, ? extends OnnxTensorLike> inputs)
      throws OrtException {
    try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
      return new InterruptibleRun(options).run(session, inputs);
    }
  }

  private OrtSession.Result run(OrtSession session, Map<String, ? extends OnnxTensorLike> inputs)
      throws OrtException {
    try {
      begin();
      return session.run(inputs, options);
    } finally {
      try {
        end(true);
      } catch (AsynchronousCloseException e) {
        // The thread is interrupted, and its state says so.
      } finally {
        finish();
      }
    }
  }

  /** The options may be freed from now on, and the other thread may come late. */
  private synchronized void finish() {
    done = true;
  }

  @Override
  protected synchronized void implCloseChannel() throws IOException {
    if (!done) {
      try {
        options.setTerminate(true);
      } catch (OrtException e) {
        throw new IOException(e);
      }
    }
  }
}
