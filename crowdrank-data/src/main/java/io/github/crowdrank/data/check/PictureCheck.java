package io.github.crowdrank.data.check;

import io.github.crowdrank.data.reader.DatasetFault;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import io.github.crowdrank.data.similar.NearDuplicates;
import io.github.crowdrank.data.similar.PerceptualHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds pictures that occur more than once. Each gets one fault for its own split and one for the
 * others, however many copies there are, so that the frames of one camera do not fill pages.
 */
final class PictureCheck {
  private static final Comparator<NearDuplicates.Pair> NEAREST =
      Comparator.comparingInt(NearDuplicates.Pair::distance)
          .thenComparingInt(NearDuplicates.Pair::first);

  private final List<SplitFindings> splits;
  private final List<Candidate> candidates = new ArrayList<>();

  private PictureCheck(List<SplitFindings> splits) {
    this.splits = splits;
  }

  private record Candidate(CheckedImage image, ImageCheck.Picture picture, int split) {}

  /** A picture that repeats earlier ones, of its own split or of others. */
  private record Repeated(int index, boolean acrossSplits) {}

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
    List<PerceptualHash> hashes =
        candidates.stream().map(candidate -> candidate.picture.hash()).toList();
    Map<Repeated, List<NearDuplicates.Pair>> repeated =
        new TreeMap<>(
            Comparator.comparingInt(Repeated::index).thenComparing(Repeated::acrossSplits));
    for (NearDuplicates.Pair pair : NearDuplicates.within(hashes, distance)) {
      boolean across = candidates.get(pair.first()).split != candidates.get(pair.second()).split;
      repeated
          .computeIfAbsent(new Repeated(pair.second(), across), key -> new ArrayList<>())
          .add(pair);
    }
    List<DatasetFault> faults = new ArrayList<>();
    repeated.forEach(
        (which, pairs) -> {
          NearDuplicates.Pair nearest = pairs.stream().min(NEAREST).orElseThrow();
          faults.add(
              new DatasetFault(
                  which.acrossSplits ? Kind.SPLIT_LEAK : Kind.SAME_PICTURE,
                  candidates.get(which.index).image.file(),
                  reason(nearest, which.acrossSplits, pairs.size() - 1)));
        });
    return faults;
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
