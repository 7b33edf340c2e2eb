package io.github.crowdrank.model;

import io.github.crowdrank.calibration.Calibration;
import io.github.crowdrank.network.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a model file says in words, whatever its format: the network, how pictures are prepared, the
 * card, the calibration, a version and a checksum.
 *
 * @param file what to call the file in errors
 * @param prefix of the keys in the file
 * @param texts by their keys without the prefix
 */
record ModelEntries(String file, String prefix, Map<String, String> texts) {
  private static final int MAJOR = 1;
  private static final String VERSION = MAJOR + ".0";
  private static final String CALIBRATION = "calibration";
  private static final String SPARSE = "sparse";

  /** The entries of a model, but for the checksum, in the order in which they are written. */
  static Map<String, String> of(CrowdModel model, String network) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("format_version", VERSION);
    entries.put("network", network);
    entries.put("preprocessing", ModelJson.toJson(model.preprocessing()));
    entries.put("card", ModelJson.toJson(model.card()));
    if (!model.calibration().equals(Calibration.NONE)) {
      entries.put(CALIBRATION, CalibrationJson.toJson(model.calibration()));
    }
    model.sparse().ifPresent(expert -> entries.put(SPARSE, ModelJson.toJson(expert)));
    return entries;
  }

  void requireVersion() throws ModelFormatException {
    String version = text("format_version");
    if (!version.matches("\\d{1,4}\\.\\d{1,4}")) {
      throw refused(
          "format_version is \"%s\" but has to be like \"%s\"".formatted(version, VERSION), null);
    }
    if (!version.startsWith(MAJOR + ".")) {
      throw refused(
          ("it has format version %s but this version of crowdrank reads %d.x; use the version of"
                  + " crowdrank that wrote it or a newer one")
              .formatted(version, MAJOR),
          null);
    }
  }

  void requireChecksum(String found) throws ModelFormatException {
    String told = text(Checksum.KEY);
    if (!told.equals(found)) {
      throw refused(
          "its content has the checksum %s but %s says %s; the file is damaged, get it again"
              .formatted(found, Checksum.KEY, told),
          null);
    }
  }

  Calibration calibration() throws ModelFormatException {
    return texts.containsKey(CALIBRATION)
        ? parse(CALIBRATION, CalibrationJson::fromJson)
        : Calibration.NONE;
  }

  /** Whether it has further weights, for pictures of few people. */
  boolean hasSparse() {
    return texts.containsKey(SPARSE);
  }

  SparseExpert sparse(Weights weights) throws ModelFormatException {
    return parse(SPARSE, json -> ModelJson.sparse(json, weights));
  }

  String text(String key) throws ModelFormatException {
    String text = texts.get(key);
    if (text == null) {
      throw refused("its metadata have no \"" + prefix + key + "\"", null);
    }
    return text;
  }

  <T> T parse(String key, Function<String, T> parser) throws ModelFormatException {
    try {
      return parser.apply(text(key));
    } catch (IllegalArgumentException e) {
      throw refused(key + ": " + e.getMessage(), e);
    }
  }

  ModelFormatException refused(@Nullable String what, @Nullable Throwable cause) {
    return new ModelFormatException(file + " is no crowdrank model: " + what, cause);
  }
}
