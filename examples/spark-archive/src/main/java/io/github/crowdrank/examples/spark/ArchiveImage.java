package io.github.crowdrank.examples.spark;

import java.io.Serializable;
import java.time.Instant;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A picture as it was listed. A file that was changed since is another one.
 *
 * @param path with its file system, as Hadoop writes it
 * @param length in bytes
 * @param modified when the file was changed last
 */
record ArchiveImage(String path, long length, Instant modified) implements Serializable {
  static final StructType SCHEMA =
      new StructType()
          .add("path", DataTypes.StringType)
          .add("length", DataTypes.LongType)
          .add("modified", DataTypes.TimestampType);

  static ArchiveImage of(FileStatus file) {
    return new ArchiveImage(
        file.getPath().toString(), file.getLen(), Instant.ofEpochMilli(file.getModificationTime()));
  }

  static ArchiveImage of(Row row) {
    return new ArchiveImage(row.getString(0), row.getLong(1), row.getInstant(2));
  }

  Row row() {
    return RowFactory.create(path, length, modified);
  }
}
