package io.github.crowdrank.examples.spark;

import io.github.crowdrank.CrowdEstimate;
import io.github.crowdrank.image.RgbImage;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What became of a picture, as a row of the archive's table. */
final class CountedImage {
  /**
   * Without a problem there are a count, a width and a height; with one, the reason in words. One
   * of decoding leaves the size unknown.
   */
  static final StructType SCHEMA =
      ArchiveImage.SCHEMA
          .add("count", DataTypes.DoubleType)
          .add("width", DataTypes.IntegerType)
          .add("height", DataTypes.IntegerType)
          .add("warnings", DataTypes.StringType)
          .add("problem", DataTypes.StringType)
          .add("reason", DataTypes.StringType)
          .add("milliseconds", DataTypes.LongType)
          .add("model", DataTypes.StringType)
          .add("counted", DataTypes.TimestampType);

  private CountedImage() {}

  static Row counted(
      ArchiveImage image,
      RgbImage pixels,
      List<String> warnings,
      CrowdEstimate estimate,
      long milliseconds,
      String model) {
    return row(image, estimate.count(), pixels, joined(warnings), null, null, milliseconds, model);
  }

  static Row failed(
      ArchiveImage image,
      @Nullable RgbImage pixels,
      Problem problem,
      Throwable thrown,
      long milliseconds,
      String model) {
    String reason = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    return row(image, null, pixels, null, problem, reason, milliseconds, model);
  }

  private static @Nullable String joined(List<String> warnings) {
    return warnings.isEmpty() ? null : String.join("; ", warnings);
  }

  private static Row row(
      ArchiveImage image,
      @Nullable Double count,
      @Nullable RgbImage pixels,
      @Nullable String warnings,
      @Nullable Problem problem,
      @Nullable String reason,
      long milliseconds,
      String model) {
    return RowFactory.create(
        image.path(),
        image.length(),
        image.modified(),
        count,
        pixels == null ? null : pixels.width(),
        pixels == null ? null : pixels.height(),
        warnings,
        problem == null ? null : problem.name(),
        reason,
        milliseconds,
        model,
        Instant.now());
  }
}
