package io.github.crowdrank.data.reader;

/** What to do with an image that has a fault: no annotation, undecodable, another size, ... */
public enum FaultyImages {
  /** Leave it out and list its faults in {@link AnnotatedImages#faults()}. */
  LEAVE_OUT,
  /** Refuse the dataset, naming all faults. */
  FAIL
}
