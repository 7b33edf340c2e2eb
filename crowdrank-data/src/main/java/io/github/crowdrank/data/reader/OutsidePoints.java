package io.github.crowdrank.data.reader;

/** What to do with an annotated point outside its image. */
public enum OutsidePoints {
  /** Move it to the nearest place inside, so that the count is kept. */
  CLIP_TO_BORDER,
  /** Leave it out; the count falls. */
  DROP,
  /** Refuse the dataset, naming all such points. */
  FAIL
}
