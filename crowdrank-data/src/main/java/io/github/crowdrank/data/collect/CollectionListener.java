package io.github.crowdrank.data.collect;

/** Told of a collection's progress, on the thread that runs it. What it throws ends the run. */
public interface CollectionListener {
  /** A picture and its line in the manifest are on disk. */
  default void onKept(CollectedImage image, CollectionProgress progress) {}

  /** A picture that was found is not kept. */
  default void onDropped(DroppedImage image, CollectionProgress progress) {}

  /** A source is not asked any further for a keyword, for the reason given. */
  default void onSearchFailed(String source, String keyword, String problem) {}
}
