package io.github.crowdrank.train;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.io.FileProblem;
import io.github.crowdrank.train.TrainingProblem.BrokenImage;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** The images of a task, read with a reaction to broken ones. Safe for use by many threads. */
final class TrainingImages {
  /** Reads the image of a number. */
  @FunctionalInterface
  private interface Reader {
    RgbImage read(int item) throws IOException;
  }

  /** An image and its number, which is not the one asked for if that is broken. */
  record Numbered(int item, RgbImage image) {}

  private final String name;
  private final int size;
  private final Reader reader;
  private final IntFunction<Optional<Path>> file;
  private final IntFunction<String> id;
  private final Reaction reaction;

  private TrainingImages(
      String name,
      int size,
      Reader reader,
      IntFunction<Optional<Path>> file,
      IntFunction<String> id,
      Reaction reaction) {
    this.name = name;
    this.size = size;
    this.reader = reader;
    this.file = file;
    this.id = id;
    this.reaction = reaction;
  }

  static TrainingImages of(CrowdDataset images, Reaction reaction) {
    return new TrainingImages(
        images.name(), images.size(), images::image, images::sourceFile, images::id, reaction);
  }

  static TrainingImages of(UnlabeledImages images, Reaction reaction) {
    return new TrainingImages(
        images.name(), images.size(), images::image, images::sourceFile, images::id, reaction);
  }

  /** File of an image, or its id where it comes from none. */
  String source(int item) {
    return file.apply(item).map(Path::toString).orElseGet(() -> id.apply(item));
  }

  /**
   * The image of a number, or the next one that can be read.
   *
   * @param broken gets those that cannot be read
   * @throws IOException if it cannot be read and none may or can take its place; the message says
   *     which, why and what to do
   */
  Numbered read(int item, List<? super BrokenImage> broken) throws IOException {
    IOException first = null;
    for (int i = 0; i < size; i++) {
      int candidate = (int) (((long) item + i) % size);
      try {
        return new Numbered(candidate, reader.read(candidate));
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (IOException e) {
        if (reaction == Reaction.STOP) {
          throw new IOException(
              "%s; mend it, take it out, or have such images left out by Safeguards.withBrokenImage"
                  .formatted(unread(candidate, e)),
              e);
        }
        broken.add(new BrokenImage(source(candidate), e));
        first = first == null ? e : first;
      } catch (RuntimeException | OutOfMemoryError e) {
        throw new IOException(unread(candidate, e), e);
      }
    }
    throw new IOException(
        "none of the %d images of %s can be read; the first: %s"
            .formatted(size, name, first == null ? "there is none" : reason(first)),
        first);
  }

  private String unread(int item, Throwable cause) {
    return "%s, image %s: %s".formatted(name, id.apply(item), reason(cause));
  }

  /** What an exception says of an image; one that nobody foresaw says what it is, too. */
  static String reason(Throwable cause) {
    return cause instanceof IOException ? FileProblem.sentence(cause) : cause.toString();
  }
}
