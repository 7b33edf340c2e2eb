package io.github.crowdrank.data.collect;

import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.ImageException;
import io.github.crowdrank.image.ImageMemoryException;
import io.github.crowdrank.image.ImageTooLargeException;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.io.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of a {@link KeywordCollection}. */
final class CollectionRun {
  private static final long MOST_ANSWER_BYTES = 8L << 20;
  private static final int MOST_PAGES = 250;

  private final CollectionPlan plan;
  private final ImageStore store;
  private final Time time;
  private final WebClient client;
  private final Retries retries;
  private final ImageDecoder decoder = ImageDecoder.builder().build();
  private final Instant start;
  private final List<DroppedImage> dropped = new ArrayList<>();
  private final List<String> failedSearches = new ArrayList<>();
  private int target;
  private int kept;
  private long bytes;

  CollectionRun(CollectionPlan plan, ImageStore store) {
    this.plan = plan;
    this.store = store;
    this.time = plan.connections().time();
    this.client = plan.connections().newClient();
    this.retries = plan.connections().newRetries();
    this.start = time.now();
    for (String keyword : plan.keywords()) {
      target += Math.max(plan.perKeyword(), store.kept(keyword));
    }
  }

  CollectionReport run() throws IOException {
    CollectionReport.Ending ending = CollectionReport.Ending.COMPLETED;
    try {
      for (String keyword : plan.keywords()) {
        collect(keyword);
      }
    } catch (InterruptedException | ClosedByInterruptException e) {
      Thread.currentThread().interrupt();
      ending = CollectionReport.Ending.INTERRUPTED;
    }
    Map<String, Integer> perKeyword = new LinkedHashMap<>();
    plan.keywords().forEach(keyword -> perKeyword.put(keyword, store.kept(keyword)));
    return new CollectionReport(
        ending, perKeyword, kept, bytes, dropped, failedSearches, elapsed());
  }

  /** Where the search of a source for a keyword is. */
  private record Cursor(ImageSource source, URI request, int page) {}

  /** The sources take turns, a page each. */
  private void collect(String keyword) throws IOException, InterruptedException {
    Deque<Cursor> cursors = new ArrayDeque<>();
    for (ImageSource source : plan.sources()) {
      cursors.add(new Cursor(source, source.search(keyword, plan.licenses()), 1));
    }
    while (missing(keyword) > 0 && !cursors.isEmpty()) {
      Cursor cursor = cursors.remove();
      SearchPage page = page(keyword, cursor);
      if (page != null) {
        for (String problem : page.unusable()) {
          drop(keyword, cursor.source(), "", DropReason.UNUSABLE, problem);
        }
        for (FoundImage image : page.images()) {
          if (missing(keyword) > 0) {
            consider(keyword, cursor.source(), image);
          }
        }
        if (page.next() != null && cursor.page() < MOST_PAGES) {
          cursors.add(new Cursor(cursor.source(), page.next(), cursor.page() + 1));
        }
      }
    }
    target -= missing(keyword);
  }

  private int missing(String keyword) {
    return Math.max(0, plan.perKeyword() - store.kept(keyword));
  }

  /** A page of results, null if it cannot be had. */
  private @Nullable SearchPage page(String keyword, Cursor cursor) throws InterruptedException {
    ImageSource source = cursor.source();
    try {
      return retries.call(
          () -> {
            byte[] answer = client.get(cursor.request(), source.redirectHosts(), MOST_ANSWER_BYTES);
            return parse(cursor, answer);
          });
    } catch (IOException e) {
      String problem = String.valueOf(e.getMessage());
      failedSearches.add("%s, \"%s\": %s".formatted(source.name(), keyword, problem));
      plan.listener().onSearchFailed(source.name(), keyword, problem);
      return null;
    }
  }

  private static SearchPage parse(Cursor cursor, byte[] answer) throws IOException {
    try {
      return cursor.source().parse(cursor.request(), answer);
    } catch (SourceBusyException e) {
      throw e;
    } catch (IOException e) {
      throw new FinalException(DropReason.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private void consider(String keyword, ImageSource source, FoundImage image)
      throws IOException, InterruptedException {
    String knownBy = store.keyword(source.name(), image.id());
    if (knownBy != null) {
      if (!knownBy.equals(keyword)) {
        drop(keyword, source, image.id(), DropReason.DUPLICATE, "found by \"" + knownBy + "\" too");
      }
      return;
    }
    if (!plan.licenses().contains(License.of(image.licenseName()))) {
      String name = image.licenseName() == null ? "unknown" : image.licenseName();
      drop(keyword, source, image.id(), DropReason.LICENSE, "the licence is " + name);
    } else if (isTooSmall(image.width(), image.height())
        && image.width() > 0
        && image.height() > 0) {
      drop(keyword, source, image.id(), DropReason.TOO_SMALL, size(image.width(), image.height()));
    } else if (image.bytes() > plan.maxBytes()) {
      drop(
          keyword,
          source,
          image.id(),
          DropReason.TOO_LARGE,
          String.format(
              Locale.ROOT, "%d bytes but %d are allowed", image.bytes(), plan.maxBytes()));
    } else {
      download(keyword, source, image);
    }
  }

  private boolean isTooSmall(int width, int height) {
    return width < plan.minWidth() || height < plan.minHeight();
  }

  private String size(int width, int height) {
    return String.format(
        Locale.ROOT,
        "%dx%d pixels but %dx%d are the least",
        width,
        height,
        plan.minWidth(),
        plan.minHeight());
  }

  private void download(String keyword, ImageSource source, FoundImage image)
      throws IOException, InterruptedException {
    byte[] content;
    try {
      content = retries.call(() -> fetch(source, image));
    } catch (FinalException e) {
      drop(keyword, source, image.id(), e.reason(), String.valueOf(e.getMessage()));
      return;
    } catch (IOException e) {
      drop(keyword, source, image.id(), DropReason.FAILED, String.valueOf(e.getMessage()));
      return;
    }
    RgbImage decoded;
    try {
      decoded = decoder.decode(content).image();
    } catch (ImageTooLargeException | ImageMemoryException e) {
      drop(keyword, source, image.id(), DropReason.TOO_LARGE, String.valueOf(e.getMessage()));
      return;
    } catch (ImageException e) {
      String detail = image.imageUrl() + ": " + e.getMessage();
      store.drop(drop(keyword, source, image.id(), DropReason.UNREADABLE, detail));
      return;
    }
    keep(keyword, source, image, content, decoded);
  }

  private byte[] fetch(ImageSource source, FoundImage image)
      throws IOException, InterruptedException {
    byte[] content = client.get(image.imageUrl(), source.redirectHosts(), plan.maxBytes());
    if (image.sha1() != null && !image.sha1().equalsIgnoreCase(Digest.sha1(content))) {
      throw new IOException(
          "%s has the SHA-1 %s but its source says %s"
              .formatted(image.imageUrl(), Digest.sha1(content), image.sha1()));
    }
    return content;
  }

  private void keep(
      String keyword, ImageSource source, FoundImage image, byte[] content, RgbImage decoded)
      throws IOException {
    if (isTooSmall(decoded.width(), decoded.height())) {
      String detail = size(decoded.width(), decoded.height());
      drop(keyword, source, image.id(), DropReason.TOO_SMALL, detail);
      return;
    }
    String sha256 = Digest.sha256(content);
    String same = store.file(sha256);
    if (same != null) {
      String detail = "the same file as " + same;
      store.drop(drop(keyword, source, image.id(), DropReason.DUPLICATE, detail));
      return;
    }
    CollectedImage collected =
        new CollectedImage(
            ImageStore.fileName(source.name(), sha256, content),
            keyword,
            source.name(),
            image.id(),
            image.imageUrl().toString(),
            image.pageUrl(),
            image.title(),
            image.author(),
            image.licenseName(),
            image.licenseUrl(),
            decoded.width(),
            decoded.height(),
            content.length,
            sha256,
            time.now().truncatedTo(ChronoUnit.SECONDS));
    store.keep(collected, content);
    kept++;
    bytes += content.length;
    plan.listener().onKept(collected, progress());
  }

  private DroppedImage drop(
      String keyword, ImageSource source, String id, DropReason reason, String detail) {
    DroppedImage image = new DroppedImage(keyword, source.name(), id, reason, detail);
    dropped.add(image);
    plan.listener().onDropped(image, progress());
    return image;
  }

  private CollectionProgress progress() {
    int inFolder = plan.keywords().stream().mapToInt(store::kept).sum();
    double perSecond = kept / Math.max(1e-3, elapsed().toMillis() / 1e3);
    Duration remaining =
        kept == 0 ? null : Duration.ofSeconds(Math.round((target - inFolder) / perSecond));
    return new CollectionProgress(inFolder, target, dropped.size(), bytes, perSecond, remaining);
  }

  private Duration elapsed() {
    return Duration.between(start, time.now());
  }
}
