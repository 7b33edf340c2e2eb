package io.github.crowdrank.stream;

import java.io.IOException;
import java.util.random.RandomGenerator;

/** Reads frames, chooses among them and hands them over, until the source ends or for ever. */
final class FrameLoop implements Runnable {
  private final FrameSource source;
  private final Sampler sampler;
  private final BackOff backOff;
  private final RandomGenerator random;
  private final StreamTime time;
  private final Arrivals arrivals;
  private long frames;
  private int failures;
  private boolean openedBefore;

  FrameLoop(
      FrameSource source,
      Sampler sampler,
      BackOff backOff,
      RandomGenerator random,
      StreamTime time,
      Arrivals arrivals) {
    this.source = source;
    this.sampler = sampler;
    this.backOff = backOff;
    this.random = random;
    this.time = time;
    this.arrivals = arrivals;
  }

  @Override
  public void run() {
    try {
      while (!arrivals.ended() && readToEnd()) {
        time.sleep(backOff.after(failures, random));
      }
      arrivals.end();
    } catch (InterruptedException e) {
      arrivals.end();
    } catch (RuntimeException | Error e) {
      arrivals.end(e);
    }
  }

  /** Returns whether to try again. */
  private boolean readToEnd() throws InterruptedException {
    IOException problem;
    try (FrameReader reader = source.open()) {
      if (openedBefore) {
        arrivals.reconnected();
      }
      openedBefore = true;
      for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
        frames++;
        failures = 0;
        if (sampler.takes(frame.time())) {
          arrivals.add(frames, frame);
        }
      }
      if (!source.endless()) {
        return false;
      }
      problem = new IOException("the source ended");
    } catch (IOException e) {
      problem = e;
    } catch (OutOfMemoryError e) {
      // There may be some again when it is opened again.
      problem = new IOException("there is no memory for a frame; raise -Xmx", e);
    }
    failures++;
    arrivals.fail(frames, time.now(), problem);
    return source.endless();
  }
}
