package io.github.crowdrank.train.experiment;

/** Text within HTML. */
final class Html {
  private Html() {}

  /** The text, its markup characters made harmless. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
