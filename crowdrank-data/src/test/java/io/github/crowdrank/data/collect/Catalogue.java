package io.github.crowdrank.data.collect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.crowdrank.data.collect.LocalWeb.Reply;
import io.github.crowdrank.data.synthetic.SyntheticCrowd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Answers in the shapes of the two catalogues, about pictures that a local server has. */
final class Catalogue {
  private final LocalWeb web;
  private final ArrayNode pages = JsonNodeFactory.instance.arrayNode();
  private final ArrayNode results = JsonNodeFactory.instance.arrayNode();

  Catalogue(LocalWeb web) {
    this.web = web;
  }

  /** A painted crowd as a JPEG file. */
  static byte[] photo(long seed) {
    return photo(seed, 256, 240);
  }

  static byte[] photo(long seed, int width, int height) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ImageIO.write(
          SyntheticCrowd.builder()
              .size(width, height)
              .people(5, 30)
              .build()
              .paint(new SplittableRandom(seed))
              .image()
              .toBufferedImage(),
          "jpg",
          file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return file.toByteArray();
  }

  /** Lists a picture of Commons and lets the server answer for it. */
  Catalogue commons(int id, Reply... replies) {
    String path = "/commons/" + id + ".jpg";
    web.at(path, replies);
    ObjectNode page = pages.addObject().put("pageid", id).put("ns", 6).put("index", pages.size());
    page.put("title", "File:Crowd " + id + ".jpg");
    ObjectNode info = page.putArray("imageinfo").addObject();
    info.put("url", web.uri(path).toString()).put("mime", "image/jpeg");
    info.put("descriptionurl", "https://commons.wikimedia.org/wiki/File:Crowd_" + id + ".jpg");
    ObjectNode details = info.putObject("extmetadata");
    details.putObject("Artist").put("value", "<a href=\"/u\">Ann &amp; Bo</a>");
    details.putObject("LicenseShortName").put("value", "CC BY-SA 4.0");
    details.putObject("LicenseUrl").put("value", "https://creativecommons.org/licenses/by-sa/4.0");
    return this;
  }

  /** What is known of the picture of Commons that was listed last. */
  ObjectNode last() {
    return (ObjectNode) pages.get(pages.size() - 1).get("imageinfo").get(0);
  }

  /** Lists a picture of Openverse and lets the server answer for it. */
  Catalogue openverse(String id, Reply... replies) {
    String path = "/openverse/" + id;
    web.at(path, replies);
    results
        .addObject()
        .put("id", id)
        .put("url", web.uri(path).toString())
        .put("title", "Crowd " + id)
        .put("creator", "Cy")
        .put("license", "by")
        .put("license_version", "2.0")
        .put("license_url", "https://creativecommons.org/licenses/by/2.0/")
        .put("foreign_landing_url", "https://www.flickr.com/photos/cy/" + id);
    return this;
  }

  Reply commonsPage() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("batchcomplete", true);
    answer.putObject("query").set("pages", pages);
    return Reply.of(200, answer.toString(), "Content-Type", "application/json");
  }

  /** A page of Commons after which there are more, from an offset. */
  Reply commonsPageBefore(int offset) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("batchcomplete", true);
    answer.putObject("query").set("pages", pages);
    answer.putObject("continue").put("gsroffset", offset).put("continue", "gsroffset||");
    return Reply.of(200, answer.toString());
  }

  Reply openversePage() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("result_count", results.size()).put("page_count", 1).put("page", 1);
    answer.set("results", results);
    return Reply.of(200, answer.toString());
  }
}
