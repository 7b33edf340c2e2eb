package io.github.crowdrank.data.collect;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run of a collection did.
 *
 * @param ending why it ended
 * @param perKeyword pictures in the folder by keyword, those of earlier runs included
 * @param kept pictures that this run added
 * @param bytes of those
 * @param dropped what this run found and did not keep, in order
 * @param failedSearches one sentence for each keyword for which a source could not be searched to
 *     the end
 * @param elapsed time of this run
 */
public record CollectionReport(
    Ending ending,
    Map<String, Integer> perKeyword,
    int kept,
    long bytes,
    List<DroppedImage> dropped,
    List<String> failedSearches,
    Duration elapsed) {
  /** Why a run ended. */
  public enum Ending {
    /**
     * Every keyword has its pictures, or all that its sources give was looked at: 250 pages of
     * results at most of each, and of a source that cannot be searched what came before, which may
     * be nothing; see {@link CollectionReport#failedSearches()}.
     */
    COMPLETED,
    /** The thread was interrupted; the same collection goes on from here. */
    INTERRUPTED
  }

  /** Copies the collections. */
  public CollectionReport {
    perKeyword = Collections.unmodifiableMap(new LinkedHashMap<>(perKeyword));
    dropped = List.copyOf(dropped);
    failedSearches = List.copyOf(failedSearches);
  }

  /** Pictures in the folder, those of earlier runs included. */
  public int total() {
    return perKeyword.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many pictures were dropped for each reason that occurred. */
  public Map<DropReason, Integer> droppedByReason() {
    Map<DropReason, Integer> counts = new EnumMap<>(DropReason.class);
    dropped.forEach(image -> counts.merge(image.reason(), 1, Integer::sum));
    return counts;
  }
}
