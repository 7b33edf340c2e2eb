package io.github.crowdrank.picture;

/** A view of a picture that was counted. */
public enum Panel {
  /** As it was taken. */
  PHOTOGRAPH("photograph"),
  /** In grey with the density over it, smoothly interpolated; the denser, the more it covers. */
  OVERLAY("density over the photograph"),
  /** The density alone, cell by cell. */
  DENSITY("density");

  private final String title;

  Panel(String title) {
    this.title = title;
  }

  /** What stands over it. */
  String title() {
    return title;
  }
}
