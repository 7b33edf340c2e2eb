package io.github.crowdrank.image;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the segments of a JPEG file say about how its colours are coded. */
final class JpegColors {
  private static final List<Integer> RGB = List.of((int) 'R', (int) 'G', (int) 'B');
  private static final List<Integer> USUAL = List.of(1, 2, 3);

  /** A byte numbers those of a profile. */
  private static final int MOST_OF_PROFILE = 255;

  private boolean jfif;
  private @Nullable JpegSegment adobe;
  private final List<JpegSegment> profile = new ArrayList<>();

  void note(JpegSegment segment) {
    jfif |= segment.isJfif();
    if (segment.isAdobe()) {
      adobe = segment;
    }
    if (segment.isProfile() && profile.size() <= MOST_OF_PROFILE) {
      profile.add(segment);
    }
  }

  /**
   * Whether there is a marker of Adobe's that counts for nothing where there are three components.
   */
  boolean passOverAdobe() {
    return adobe != null && (jfif || adobe.colorTransform() > 1);
  }

  /**
   * Whether libjpeg takes three components for YCbCr although nothing says so in a way that the
   * JDK's reader understands: it takes those with other numbers than 1 to 3 for RGB.
   */
  boolean areYcbcrUnsaid(List<Integer> identifiers) {
    boolean isSaid =
        jfif
            || (adobe == null
                ? identifiers.equals(USUAL) || identifiers.equals(RGB)
                : !passOverAdobe());
    return identifiers.size() == 3 && !isSaid;
  }

  /** Whether there is a profile of four inks. */
  boolean haveProfileOfInks() {
    return JpegProfile.isOfInks(profile);
  }
}
