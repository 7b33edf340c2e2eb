package io.github.crowdrank.data.check;

import io.github.crowdrank.data.reader.DatasetFault;
import io.github.crowdrank.data.reader.Listing;
import io.github.crowdrank.data.similar.PerceptualHash;
import io.github.crowdrank.density.DensityPainter;
import io.github.crowdrank.image.ImageDecoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at every image and every point of a dataset and reports all that is wrong:
 *
 * <ul>
 *   <li>files that are missing, unpaired, unreadable or cannot be decoded to their end;
 *   <li>annotations that give an image another size than it has;
 *   <li>points outside the image, at the same place as another, or within a pixel of it;
 *   <li>x and y exchanged, where the points of an image fit no other way. Images about as wide as
 *       high do not show it;
 *   <li>coordinates counted from 1, where those of a split are whole numbers from 1 to the full
 *       width or height. Fractions do not show it;
 *   <li>density maps that do not add up to the number of points;
 *   <li>pictures that occur twice or stand in two splits, by {@link PerceptualHash}: re-encoded,
 *       scaled or brightened ones are found, mirrored and strongly cropped ones are not, and frames
 *       of one camera may be taken for one picture.
 * </ul>
 *
 * <p>The report is the same whatever the number of threads, each of which holds one picture at a
 * time. Immutable and safe for use by many threads.
 */
public final class DatasetCheck {
  private final List<Listing> splits;
  private final ImageCheck imageCheck;
  private final int pictureDistance;
  private final int threads;
  private final CheckProgress progress;

  private DatasetCheck(Builder builder) {
    this.splits = List.copyOf(builder.splits);
    this.imageCheck =
        new ImageCheck(
            builder.decoder, builder.painter, builder.closeDistance, builder.sumTolerance);
    this.pictureDistance = builder.pictureDistance;
    this.threads = builder.threads;
    this.progress = builder.progress;
  }

  /** Chooses what is checked and how. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Checks everything; a fault never ends it.
   *
   * @throws InterruptedException if the calling thread is interrupted; images already begun are
   *     finished by threads that do not keep the JVM alive
   */
  public DatasetReport run() throws InterruptedException {
    List<ImageCheck.Findings> all =
        ParallelCheck.run(
            splits.stream().flatMap(split -> split.images().stream()).toList(),
            imageCheck::check,
            threads,
            progress);
    List<SplitFindings> found = new ArrayList<>();
    List<DatasetFault> faults = new ArrayList<>();
    int from = 0;
    for (Listing listing : splits) {
      int to = from + listing.images().size();
      SplitFindings split = new SplitFindings(listing, all.subList(from, to));
      from = to;
      found.add(split);
      faults.addAll(listing.faults());
      faults.addAll(ConventionCheck.of(split));
      split.images().forEach(image -> faults.addAll(image.faults()));
    }
    faults.addAll(PictureCheck.of(found, pictureDistance));
    return new DatasetReport(found.stream().map(SplitFindings::checked).toList(), faults);
  }

  /** Collects the choices of a {@link DatasetCheck}. */
  public static final class Builder {
    private final List<Listing> splits = new ArrayList<>();
    private ImageDecoder decoder = ImageDecoder.builder().build();
    private DensityPainter painter = DensityPainter.paper();
    private double closeDistance = 1;
    private double sumTolerance = 0.01;
    private int pictureDistance = PerceptualHash.SAME_PICTURE;
    private int threads = Runtime.getRuntime().availableProcessors();
    private CheckProgress progress = (done, total) -> {};

    private Builder() {}

    /** Adds a split; pictures are compared within it and with all others that are added. */
    public Builder split(Listing split) {
      splits.add(split);
      return this;
    }

    /** Reads the pictures; one that refuses damaged files unless set. */
    public Builder decoder(ImageDecoder newDecoder) {
      decoder = newDecoder;
      return this;
    }

    /** Paints the maps whose sums are checked; {@link DensityPainter#paper()} unless set. */
    public Builder painter(DensityPainter newPainter) {
      painter = newPainter;
      return this;
    }

    /** Pixels up to which two points are close, 0 to 1000; 1 unless set, 0 for none. */
    public Builder closeDistance(double pixels) {
      closeDistance = pixels;
      return this;
    }

    /** Persons by which the sum of a map may differ from the number of points; 0.01 unless set. */
    public Builder sumTolerance(double persons) {
      sumTolerance = persons;
      return this;
    }

    /**
     * Bits in which the hashes of one picture may differ, 0 to 64; {@link
     * PerceptualHash#SAME_PICTURE} unless set.
     */
    public Builder pictureDistance(int bits) {
      pictureDistance = bits;
      return this;
    }

    /** Images checked at once, 1 or more; as many as there are processors unless set. */
    public Builder threads(int newThreads) {
      threads = newThreads;
      return this;
    }

    /** Is told after each image; nobody unless set. */
    public Builder progress(CheckProgress newProgress) {
      progress = newProgress;
      return this;
    }

    /**
     * The check.
     *
     * @throws IllegalArgumentException if no split was added or a value is out of range
     */
    public DatasetCheck build() {
      require(!splits.isEmpty(), "a check needs a split");
      require(
          closeDistance >= 0 && closeDistance <= 1000,
          "closeDistance is 0 to 1000 pixels but was " + closeDistance);
      require(sumTolerance >= 0, "sumTolerance is 0 persons or more but was " + sumTolerance);
      require(
          pictureDistance >= 0 && pictureDistance <= Long.SIZE,
          "pictureDistance is 0 to 64 bits but was " + pictureDistance);
      require(threads >= 1, "threads is 1 or more but was " + threads);
      return new DatasetCheck(this);
    }

    private static void require(boolean met, String otherwise) {
      if (!met) {
        throw new IllegalArgumentException(otherwise);
      }
    }
  }
}
