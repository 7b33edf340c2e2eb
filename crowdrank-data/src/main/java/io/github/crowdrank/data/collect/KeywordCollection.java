package io.github.crowdrank.data.collect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Downloads photographs found by keyword into a folder: the paper's way to unlabelled images
 * (section 3), whose six keywords are the default. The folder opens as {@link
 * io.github.crowdrank.data.reader.ImageFolder}; its {@link CollectionManifest} tells author and
 * licence of each picture. What does not show a crowd has to be sorted out by eye, as the authors
 * did.
 *
 * <p>A run goes on where an earlier one ended, however that was: a picture that is in the manifest
 * and whole on disk is not downloaded again. The same picture found twice is stored once. A picture
 * or a search that fails does not end the run. Every picture was decoded before it counts.
 *
 * <p>Only public addresses are contacted, over HTTPS, one request after the other, with a pause
 * between those to the same host. Busy hosts and passing failures are tried again after a wait that
 * doubles, or the one the host asks for. The proxy settings of the JVM apply.
 *
 * <p>Immutable. Any thread may run it, as often as it likes; a folder has one run at a time, whose
 * thread tells the {@link CollectionListener}.
 */
public final class KeywordCollection {
  /** The keywords of the paper. */
  public static final List<String> PAPER_KEYWORDS =
      List.of("Crowded", "Demonstration", "Train station", "Mall", "Studio", "Beach");

  private final CollectionPlan plan;

  KeywordCollection(CollectionPlan plan) {
    this.plan = plan;
  }

  /**
   * Chooses what is collected and how.
   *
   * @param folder for the pictures, made if need be
   * @param contact e-mail address or web page of whoever runs this, told to every server: the
   *     catalogues ask for it, and turn away those who give none
   */
  public static CollectionBuilder builder(Path folder, String contact) {
    return new CollectionBuilder(folder, contact);
  }

  /**
   * Collects until every keyword has its pictures, the sources have no more, or this thread is
   * interrupted, whose interrupt flag is kept.
   *
   * @throws IOException if the folder cannot be read or written, its manifest is unsound or another
   *     collection runs in it
   */
  public CollectionReport run() throws IOException {
    try (ImageStore store = ImageStore.open(plan.folder())) {
      return new CollectionRun(plan, store).run();
    }
  }
}
