package io.github.crowdrank.image;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * What a reader warns of, each thing once and not without end: Java's GIF reader warns of the same
 * tens of millions of times. For one thread.
 */
final class ReadWarnings implements IIOReadWarningListener {
  private static final int MOST = 100;
  private static final String MORE = "There are more than " + MOST + " warnings.";

  private final Set<String> texts = new LinkedHashSet<>();

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    if (texts.size() < MOST) {
      texts.add(warning);
    } else if (!texts.contains(warning)) {
      texts.add(MORE);
    }
  }

  /** Adds what is not the reader's own warning, and always kept. */
  void add(String warning) {
    texts.add(warning);
  }

  boolean contains(String warning) {
    return texts.contains(warning);
  }

  /** All of them in the order in which they occurred. */
  List<String> list() {
    return List.copyOf(texts);
  }
}
