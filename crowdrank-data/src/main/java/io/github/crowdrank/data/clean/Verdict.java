package io.github.crowdrank.data.clean;

/** What became of a picture of the pool. */
public sealed interface Verdict {
  /** The picture's id within the pool. */
  String id();

  /** The picture stays. */
  record Kept(String id) implements Verdict {}

  /**
   * The picture goes.
   *
   * @param reason why
   * @param figure what was found, in words, such as {@code grey 9.1}
   */
  record Dropped(String id, DropReason reason, String figure) implements Verdict {}
}
