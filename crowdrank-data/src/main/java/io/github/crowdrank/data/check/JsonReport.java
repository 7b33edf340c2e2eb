package io.github.crowdrank.data.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.crowdrank.data.reader.DatasetFault;
import java.io.UncheckedIOException;
import java.util.IntSummaryStatistics;
import java.util.Locale;

/** A report for machines. */
final class JsonReport {
  private JsonReport() {}

  static String of(DatasetReport report) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("name", report.name());
    report.splits().forEach(split -> root.withArray("splits").add(split(split)));
    root.putArray("histogram");
    for (CountHistogram.Bin bin : report.histogram().bins()) {
      root.withArray("histogram")
          .addObject()
          .put("from", bin.from())
          .put("to", bin.to())
          .put("images", bin.total());
    }
    ObjectNode byKind = root.putObject("byKind");
    report.byKind().forEach((kind, faults) -> byKind.put(name(kind), faults.size()));
    root.putArray("faults");
    for (DatasetFault fault : report.faults()) {
      root.withArray("faults")
          .addObject()
          .put("kind", name(fault.kind()))
          .put("severity", name(fault.kind().severity()))
          .put("file", fault.file().toString())
          .put("reason", fault.reason());
    }
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode split(CheckedSplit split) {
    IntSummaryStatistics heads = split.heads();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", split.name())
        .put("test", split.testSplit())
        .put("images", heads.getCount())
        .put("heads", heads.getSum())
        .put("mean", heads.getAverage());
    if (heads.getCount() > 0) {
      node.put("fewest", heads.getMin()).put("most", heads.getMax());
    }
    node.put("greyImages", split.greyImages());
    node.putArray("each");
    for (CheckedImage image : split.images()) {
      ObjectNode each =
          node.withArray("each")
              .addObject()
              .put("id", image.id())
              .put("file", image.file().toString())
              .put("heads", image.heads());
      image
          .size()
          .ifPresent(
              size ->
                  each.put("width", size.width())
                      .put("height", size.height())
                      .put("grey", image.grey()));
    }
    return node;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
