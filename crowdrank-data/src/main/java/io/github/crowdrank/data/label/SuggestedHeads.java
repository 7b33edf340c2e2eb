package io.github.crowdrank.data.label;

import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Suggestions for the pictures of a folder, looked for once each and one at a time. */
final class SuggestedHeads {
  private final LabelFolder folder;
  private final HeadSuggestions suggestions;
  private final Map<Integer, List<HeadPoint>> found = new ConcurrentHashMap<>();
  private final ReentrantLock looking = new ReentrantLock();

  SuggestedHeads(LabelFolder folder, HeadSuggestions suggestions) {
    this.folder = folder;
    this.suggestions = suggestions;
  }

  /**
   * Likely heads in a picture. Does not wait while another is looked at, so that nobody who leafs
   * through the pictures keeps others from saving.
   */
  List<HeadPoint> of(int index) throws IOException, Refusal {
    List<HeadPoint> known = found.get(index);
    if (known != null) {
      return known;
    }
    if (!looking.tryLock()) {
      throw new Refusal(503, "another picture is being looked at; ask again in a second");
    }
    try {
      RgbImage image = folder.decode(index).image();
      List<HeadPoint> heads =
          suggestions.of(image).stream()
              .filter(head -> head.isInside(image.width(), image.height()))
              .toList();
      found.put(index, heads);
      return heads;
    } catch (IllegalArgumentException | EngineException e) {
      throw new Refusal(422, "no heads can be suggested: " + e.getMessage());
    } finally {
      looking.unlock();
    }
  }
}
