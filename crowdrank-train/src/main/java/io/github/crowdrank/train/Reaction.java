package io.github.crowdrank.train;

/** What a training does about something that is wrong with a part of its data. */
public enum Reaction {
  /** It ends with an exception that names what is wrong; the last good checkpoint stands. */
  STOP,
  /** It tells its listeners and goes on without the part. */
  SKIP
}
