package io.github.crowdrank.data.check;

import io.github.crowdrank.data.reader.DatasetFault;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import io.github.crowdrank.data.similar.NearDuplicates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds pictures that occur more than once. Each gets one fault for its own split and one for the
 * others, however many copies there are, so that the frames of one camera do not fill pages.
 */
final class PictureCheck {
  private final List<SplitFindings> splits;
  private final List<Candidate> candidates = new ArrayList<>();

  private PictureCheck(List<SplitFindings> splits) {
    this.splits = splits;
  }

  private record Candidate(CheckedImage image, ImageCheck.Picture picture, int split) {}

  /**
   * The earlier pictures, of its own split or of others, that a picture looks like.
   *
   * @param nearest the first of those whose hash is nearest
   * @param others how many there are beside it
   */
  private record Earlier(NearDuplicates.Pair nearest, int others) {
    /** With one more, which comes after all of them. */
    static Earlier with(@Nullable Earlier known, NearDuplicates.Pair pair) {
      if (known == null) {
        return new Earlier(pair, 0);
      }
      boolean nearer = pair.distance() < known.nearest.distance();
      return new Earlier(nearer ? pair : known.nearest, known.others + 1);
    }
  }

  /**
   * Compares the pictures of all splits.
   *
   * @param distance of hashes, in bits, up to which pictures are the same
   */
  static List<DatasetFault> of(List<SplitFindings> splits, int distance) {
    PictureCheck check = new PictureCheck(splits);
    for (int i = 0; i < splits.size(); i++) {
      for (ImageCheck.Findings findings : splits.get(i).images()) {
        if (findings.picture().isPresent()) {
          check.candidates.add(new Candidate(findings.image(), findings.picture().get(), i));
        }
      }
    }
    return check.faults(distance);
  }

  private List<DatasetFault> faults(int distance) {
    NearDuplicates alike =
        NearDuplicates.among(
            candidates.stream().map(candidate -> candidate.picture.hash()).toList(), distance);
    @Nullable Earlier[] inSplit = new Earlier[candidates.size()];
    @Nullable Earlier[] acrossSplits = new Earlier[candidates.size()];
    for (int first = 0; first < candidates.size(); first++) {
      for (NearDuplicates.Pair pair : alike.withLater(first)) {
        int second = pair.second();
        boolean across = candidates.get(first).split != candidates.get(second).split;
        @Nullable Earlier[] earlier = across ? acrossSplits : inSplit;
        earlier[second] = Earlier.with(earlier[second], pair);
      }
    }
    List<DatasetFault> faults = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      add(Kind.SAME_PICTURE, inSplit[i], faults);
      add(Kind.SPLIT_LEAK, acrossSplits[i], faults);
    }
    return faults;
  }

  private void add(Kind kind, @Nullable Earlier earlier, List<DatasetFault> faults) {
    if (earlier != null) {
      faults.add(
          new DatasetFault(
              kind,
              candidates.get(earlier.nearest.second()).image.file(),
              reason(earlier.nearest, kind == Kind.SPLIT_LEAK, earlier.others)));
    }
  }

  private String reason(NearDuplicates.Pair pair, boolean acrossSplits, int others) {
    Candidate first = candidates.get(pair.first());
    Candidate second = candidates.get(pair.second());
    Path file = first.image.file();
    StringBuilder reason = new StringBuilder();
    if (sameBytes(file, second.image.file())) {
      reason.append("is byte for byte ").append(file);
    } else if (first.picture.equals(second.picture)) {
      reason.append("has the pixels of ").append(file);
    } else {
      reason.append("looks like ").append(file);
      reason.append(" (").append(pair.distance()).append(" of 64 bits of their hashes differ)");
    }
    if (acrossSplits) {
      reason.append(" in ").append(splits.get(first.split).listing().name());
    }
    reason.append(
        String.format(
            Locale.ROOT,
            ", with %d and %d heads annotated",
            second.image.heads(),
            first.image.heads()));
    if (others > 0) {
      reason.append("; and like ").append(others).append(others == 1 ? " other" : " others");
    }
    return reason.toString();
  }

  /** Only a way of saying it better: a file that cannot be read any more is not the same. */
  private static boolean sameBytes(Path a, Path b) {
    try {
      return Files.mismatch(a, b) == -1;
    } catch (IOException e) {
      return false;
    }
  }
}
