package io.github.crowdrank.examples.spark;

import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.image.DecodedImage;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.ImageLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/** Counts some pictures on an executor: a row for each, whatever is wrong with it. */
final class CountTask implements FlatMapFunction<Iterator<ArchiveImage>, Row> {
  private static final long serialVersionUID = 1L;

  private static final ImageDecoder DECODER = ImageDecoder.builder().build();

  /** One byte more than is allowed: enough to be refused. */
  private static final int MOST_BYTES = (int) ImageLimits.defaults().maxFileBytes() + 1;

  private final Broadcast<ShippedModel> model;
  private final Broadcast<SerializableConfiguration> configuration;

  CountTask(Broadcast<ShippedModel> model, Broadcast<SerializableConfiguration> configuration) {
    this.model = model;
    this.configuration = configuration;
  }

  @Override
  public Iterator<Row> call(Iterator<ArchiveImage> images) {
    CrowdCounter counter = ExecutorCounter.of(model.value());
    List<Row> rows = new ArrayList<>();
    while (images.hasNext()) {
      rows.add(count(images.next(), counter));
    }
    return rows.iterator();
  }

  private Row count(ArchiveImage image, CrowdCounter counter) {
    long start = System.nanoTime();
    String fingerprint = model.value().fingerprint();
    byte[] file;
    try {
      file = bytes(image);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return CountedImage.failed(
          image, null, Problem.ofReading(e), e, millisecondsSince(start), fingerprint);
    }
    DecodedImage decoded;
    try {
      decoded = DECODER.decode(file);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return CountedImage.failed(
          image, null, Problem.ofDecoding(e), e, millisecondsSince(start), fingerprint);
    }
    try {
      return CountedImage.counted(
          image,
          decoded.image(),
          decoded.warnings(),
          counter.estimate(decoded.image()),
          millisecondsSince(start),
          fingerprint);
    } catch (CancellationException e) {
      throw e;
    } catch (IllegalArgumentException | EngineException | OutOfMemoryError e) {
      return CountedImage.failed(
          image, decoded.image(), Problem.ofCounting(e), e, millisecondsSince(start), fingerprint);
    }
  }

  private byte[] bytes(ArchiveImage image) throws IOException {
    Path path = new Path(image.path());
    try (InputStream in = path.getFileSystem(configuration.value().value()).open(path)) {
      return in.readNBytes(MOST_BYTES);
    }
  }

  private static long millisecondsSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
