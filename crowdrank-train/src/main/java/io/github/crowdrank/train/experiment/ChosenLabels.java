package io.github.crowdrank.train.experiment;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.ImageDescriptors;
import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.engine.Engine;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.io.AtomicFile;
import io.github.crowdrank.io.Digest;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelFile;
import io.github.crowdrank.train.trust.LabelSuggestions;
import io.github.crowdrank.train.trust.Suggestion;
import io.github.crowdrank.train.trust.Suggestions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Images of which some were chosen by what an earlier run of the experiment learned. They are
 * chosen when they are first asked for, which is after that run, and kept in its folder.
 */
final class ChosenLabels implements CrowdDataset {
  private static final int LONGER_SIDE = ImageDescriptors.LONGER_SIDE;

  private final CrowdDataset pool;
  private final CrowdDataset before;
  private final int size;
  private final RunFolder chooser;
  private final Engine engine;
  private @Nullable CrowdDataset chosen;

  /**
   * Images still to be chosen.
   *
   * @param before images that have labels already and are among these
   * @param size number of images, those included
   * @param chooser the folder of the run whose model chooses
   */
  ChosenLabels(CrowdDataset pool, CrowdDataset before, int size, RunFolder chooser, Engine engine) {
    this.pool = pool;
    this.before = before;
    this.size = size;
    this.chooser = chooser;
    this.engine = engine;
  }

  private synchronized CrowdDataset chosen() throws IOException {
    if (chosen == null) {
      Set<String> ids = ids(before);
      ids.addAll(added(ids));
      chosen = pool.only(name(), ids);
    }
    return chosen;
  }

  private static Set<String> ids(CrowdDataset dataset) {
    return IntStream.range(0, dataset.size()).mapToObj(dataset::id).collect(Collectors.toSet());
  }

  /** What was chosen by the same model before is not chosen anew. */
  private List<String> added(Set<String> labeled) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Path file = chooser.folder().resolve("suggested.json");
    String model = sha256(chooser.model());
    if (Files.exists(file)) {
      JsonNode known = read(mapper, file);
      if (known.path("model_sha256").asText().equals(model)
          && known.path("images").size() == size - before.size()) {
        List<String> images = new ArrayList<>();
        known.path("images").forEach(image -> images.add(image.asText()));
        return images;
      }
    }
    List<String> images = suggested(labeled).pictures().stream().map(Suggestion::id).toList();
    ObjectNode json = mapper.createObjectNode().put("model_sha256", model);
    ArrayNode list = json.putArray("images");
    images.forEach(list::add);
    AtomicFile.write(file, mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    return images;
  }

  private static JsonNode read(ObjectMapper mapper, Path file) throws IOException {
    try {
      return mapper.readTree(Files.readString(file));
    } catch (JacksonException e) {
      throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private Suggestions suggested(Set<String> labeled) throws IOException {
    CrowdModel model = ModelFile.read(chooser.model());
    UnlabeledImages rest = pool.without(labeled).unlabeled();
    try (CrowdCounter counter = CrowdCounter.builder(model).engine(engine).build();
        ImageDescriptors descriptors =
            ImageDescriptors.of(model, widestLayer(model), LONGER_SIDE, engine)) {
      Suggestions suggestions =
          LabelSuggestions.builder(counter, descriptors)
              .labeled(before.unlabeled())
              .build()
              .choose(rest, size - before.size());
      if (!suggestions.failures().isEmpty()) {
        throw suggestions.failures().get(0).problem();
      }
      return suggestions;
    }
  }

  /** The last of those with the most channels: the end of the trunk. */
  private static String widestLayer(CrowdModel model) {
    Map<String, Integer> channels = model.network().channels();
    String widest = model.network().output().name();
    for (Map.Entry<String, Integer> layer : channels.entrySet()) {
      if (layer.getValue() >= channels.getOrDefault(widest, 0)) {
        widest = layer.getKey();
      }
    }
    return widest;
  }

  private static String sha256(Path file) throws IOException {
    return Digest.sha256(Files.readAllBytes(file));
  }

  @Override
  public String name() {
    return String.format(
        Locale.ROOT, "%s (%d suggested of %d)", pool.name(), size - before.size(), size);
  }

  @Override
  public boolean isTestSplit() {
    return pool.isTestSplit();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String id(int index) {
    try {
      return chosen().id(index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<HeadPoint> heads(int index) throws IOException {
    return chosen().heads(index);
  }

  @Override
  public RgbImage image(int index) throws IOException {
    return chosen().image(index);
  }

  @Override
  public Optional<Path> sourceFile(int index) {
    try {
      return chosen().sourceFile(index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
