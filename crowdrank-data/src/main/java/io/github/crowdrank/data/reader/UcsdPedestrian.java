package io.github.crowdrank.data.reader;

import io.github.crowdrank.data.reader.DatasetFault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The UCSD pedestrian dataset (Chan, Liang and Vasconcelos, "Privacy Preserving Crowd Monitoring",
 * CVPR 2008) as its two archives unpack: {@code ucsdpeds/vidf/vidf1_33_000.y/vidf1_33_000_f001.png}
 * and {@code vidf-cvpr/vidf1_33_000_frame_full.mat} with {@code frame{1,i}.loc}, x, y and direction
 * of each pedestrian. 2,000 frames of 238x158 pixels, ten clips of 200, with 49,885 pedestrians;
 * frames 601 to 1,400, which are the clips 003 to 006, are to train and the other 1,200 to test.
 *
 * <p>The published figures count the pedestrians in a region of interest, 11 to 46 of a frame. That
 * region, {@code vidf1_33_roi_mainwalkway.mat}, and the perspective map are not read: all labelled
 * pedestrians are counted. Coordinates are those of MATLAB, whose first pixel is (1, 1): others who
 * read the files found that half a pixel has to be subtracted ({@link CoordinateOrigin#MATLAB}) for
 * the counts within the region to come out best. The clips 010 and later and the scene {@code vidd}
 * have no such annotations.
 *
 * @see <a href="http://www.svcl.ucsd.edu/projects/peoplecnt/">the dataset</a>
 */
public final class UcsdPedestrian implements DatasetFormat {
  private static final int CLIPS = 10;
  private static final int FRAMES_OF_A_CLIP = 200;
  private static final int FIRST_TRAINING_CLIP = 3;
  private static final int LAST_TRAINING_CLIP = 6;

  /** For {@link java.util.ServiceLoader} and for use. */
  public UcsdPedestrian() {}

  @Override
  public String name() {
    return "ucsd";
  }

  @Override
  public String description() {
    return "ucsdpeds/vidf/vidf1_33_000.y/vidf1_33_000_f001.png with"
        + " vidf-cvpr/vidf1_33_000_frame_full.mat";
  }

  @Override
  public List<String> splits() {
    return List.of("train", "test");
  }

  @Override
  public Listing list(Path root, String split) throws IOException {
    boolean test = DatasetFormats.requireSplit(this, split).equals("test");
    String name = "UCSD " + split;
    Path videos = Folders.find(name, root, "ucsdpeds/vidf", "vidf", "ucsdpeds/ucsdpeds/vidf");
    Path truth = Folders.find(name, root, "vidf-cvpr", "ucsdpeds/vidf-cvpr");
    ListingBuilder listing = new ListingBuilder();
    for (int number = 0; number < CLIPS; number++) {
      boolean train = number >= FIRST_TRAINING_CLIP && number <= LAST_TRAINING_CLIP;
      if (train != test) {
        add(listing, String.format(Locale.ROOT, "vidf1_33_%03d", number), videos, truth);
      }
    }
    return listing.build(name, test);
  }

  private static void add(ListingBuilder listing, String clip, Path videos, Path truth) {
    Path frames = videos.resolve(clip + ".y");
    Path annotationFile = truth.resolve(clip + "_frame_full.mat");
    if (!Files.isDirectory(frames)) {
      listing.fault(Kind.MISSING_IMAGE, frames, "there is no such folder of frames");
    } else if (!Files.isRegularFile(annotationFile)) {
      listing.fault(Kind.MISSING_ANNOTATION, annotationFile, "there is no such file");
    } else {
      NumberedFrames.add(
          listing,
          annotationFile,
          1,
          FRAMES_OF_A_CLIP,
          number -> frames.resolve(String.format(Locale.ROOT, "%s_f%03d.png", clip, number)));
    }
  }
}
