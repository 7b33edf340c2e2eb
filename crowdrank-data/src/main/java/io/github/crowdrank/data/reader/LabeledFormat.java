package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.annotation.Labels;

/** A format whose objects have labels, and not every object need be a person. */
public interface LabeledFormat extends DatasetFormat {
  /** The same format, other objects being people. */
  LabeledFormat withLabels(Labels labels);
}
