package io.github.crowdrank.data.synthetic;

/** Something that stands in the scene and hides what is farther away. */
interface Figure {
  /** The row by which it is ordered: what is lower in the picture is nearer and painted later. */
  double depth();

  void paint(Canvas canvas);
}
