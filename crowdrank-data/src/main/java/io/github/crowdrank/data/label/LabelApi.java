package io.github.crowdrank.data.label;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.crowdrank.data.annotation.ImageSize;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.io.JsonFields;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the page asks for and tells. Pictures are named by their number in the folder and nothing
 * else, so that no request can lead to another file.
 */
final class LabelApi {
  private static final Pattern PICTURE = Pattern.compile("pictures/([0-9]{1,9})((?:/[a-z]+)?)");

  /** Decoded pictures take a few hundred megabytes. */
  private static final int DECODED_AT_ONCE = 2;

  private final LabelFolder folder;
  private final @Nullable SuggestedHeads suggested;
  private final LabelExport export;
  private final String format;
  private final Semaphore decoding = new Semaphore(DECODED_AT_ONCE);

  /**
   * @param suggested null for none
   * @param format of exports, unless the person chooses another
   */
  LabelApi(
      LabelFolder folder, @Nullable SuggestedHeads suggested, LabelExport export, String format) {
    this.folder = folder;
    this.suggested = suggested;
    this.export = export;
    this.format = format;
  }

  /**
   * Answers a request. What was saved is on disk when this returns.
   *
   * @throws IOException if something could not be written; the message names it
   */
  Answer answer(ApiRequest request) throws Refusal, IOException {
    Matcher picture = PICTURE.matcher(request.path());
    String what = picture.matches() ? "picture" + picture.group(2) : request.path();
    try {
      return switch (request.method() + " " + what) {
        case "GET pictures" -> list();
        case "GET picture" -> labels(index(picture));
        case "GET picture/image" -> image(index(picture));
        case "GET picture/suggestions" -> suggestions(index(picture));
        case "PUT picture/points" -> save(index(picture), request);
        case "POST export" -> export(request.fields());
        default ->
            throw new Refusal(
                404, "there is no %s of %s".formatted(request.method(), request.path()));
      };
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, Sentence.of(e));
    }
  }

  private int index(Matcher picture) throws Refusal {
    int index = Integer.parseInt(picture.group(1));
    if (index >= folder.size()) {
      throw new Refusal(404, "there are %d pictures but not %d".formatted(folder.size(), index));
    }
    return index;
  }

  private Answer list() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("folder", folder.root().toAbsolutePath().normalize().toString())
            .put("suggestions", suggested != null)
            .put("format", format);
    ArrayNode formats = json.putArray("formats");
    LabelExport.formats().forEach(formats::add);
    ArrayNode pictures = json.putArray("pictures");
    for (int i = 0; i < folder.size(); i++) {
      ObjectNode picture = pictures.addObject().put("name", folder.name(i));
      try {
        List<HeadPoint> points = folder.file(i).read().points();
        picture.put("people", points == null ? null : points.size());
      } catch (IOException e) {
        picture.put("problem", Sentence.of(e));
      }
    }
    return Answer.json(json);
  }

  private Answer labels(int index) throws Refusal {
    ImageSize size;
    Labels labels;
    try {
      size = folder.imageSize(index);
      labels = folder.file(index).read();
    } catch (IOException e) {
      throw unreadable(index, e);
    }
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("width", size.width())
            .put("height", size.height())
            .put("version", labels.version());
    List<HeadPoint> points = labels.points();
    if (points == null) {
      json.putNull("points");
    } else {
      json.set("points", SentPoints.json(SentPoints.inside(points, size)));
      json.put(
          "outside",
          points.stream().filter(it -> !it.isInside(size.width(), size.height())).count());
    }
    return Answer.json(json);
  }

  private Answer image(int index) throws Refusal {
    decoding.acquireUninterruptibly();
    try {
      return Answer.of("image/jpeg", ShownPicture.jpeg(folder.decode(index).image()));
    } catch (IOException e) {
      throw unreadable(index, e);
    } finally {
      decoding.release();
    }
  }

  private Answer suggestions(int index) throws Refusal {
    if (suggested == null) {
      throw new Refusal(404, "this server makes no suggestions");
    }
    try {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.set("points", SentPoints.json(suggested.of(index)));
      return Answer.json(json);
    } catch (IOException e) {
      throw unreadable(index, e);
    }
  }

  private Answer save(int index, ApiRequest request) throws Refusal, IOException {
    String version = request.version();
    if (version == null) {
      throw new Refusal(428, "If-Match has to name the version of the points that are replaced");
    }
    ImageSize size;
    try {
      size = folder.imageSize(index);
    } catch (IOException e) {
      throw unreadable(index, e);
    }
    JsonFields fields = request.fields();
    List<HeadPoint> points = SentPoints.of(fields, size);
    fields.finish();
    try {
      return Answer.json(
          JsonNodeFactory.instance
              .objectNode()
              .put("version", folder.file(index).write(version, points)));
    } catch (StaleLabelsException e) {
      throw new Refusal(412, Sentence.of(e));
    }
  }

  private Answer export(JsonFields fields) throws Refusal, IOException {
    String chosen = fields.text("format", 64);
    fields.finish();
    LabelExport.Result result = export.write(chosen);
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("folder", result.folder().toString())
            .put("pictures", result.pictures())
            .put("unlabeled", result.unlabeled());
    ArrayNode faults = json.putArray("faults");
    result.faults().forEach(faults::add);
    return Answer.json(json);
  }

  private Refusal unreadable(int index, IOException problem) {
    String sentence = Sentence.of(problem);
    return new Refusal(
        422,
        problem instanceof FileSystemException ? folder.name(index) + ": " + sentence : sentence);
  }
}
