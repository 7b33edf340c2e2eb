package io.github.crowdrank.data.synthetic;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Scenes painted on demand, one generator per index. Remembers head points, not pictures. */
final class PaintedScenes implements CrowdDataset {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final SyntheticCrowd painter;
  private final long seed;
  private final AtomicReferenceArray<List<HeadPoint>> knownHeads;

  PaintedScenes(SyntheticCrowd painter, int scenes, long seed) {
    if (scenes < 0) {
      throw new IllegalArgumentException("scenes are 0 or more but were " + scenes);
    }
    this.painter = painter;
    this.seed = seed;
    this.knownHeads = new AtomicReferenceArray<>(scenes);
  }

  @Override
  public String name() {
    // What lies in a cache of images is known by this: other choices are other pictures.
    return "painted scenes (seed " + seed + painter.departures() + ")";
  }

  @Override
  public int size() {
    return knownHeads.length();
  }

  @Override
  public String id(int index) {
    return "scene-" + Objects.checkIndex(index, size());
  }

  @Override
  public List<HeadPoint> heads(int index) {
    List<HeadPoint> known = knownHeads.get(index);
    return known != null ? known : paint(index).heads();
  }

  @Override
  public RgbImage image(int index) {
    return paint(index).image();
  }

  private SyntheticScene paint(int index) {
    Objects.checkIndex(index, size());
    SyntheticScene scene = painter.paint(generator(seed, index));
    knownHeads.set(index, scene.heads());
    return scene;
  }

  /** The generator of a scene: its own, and the same each time. */
  static SplittableRandom generator(long seed, int index) {
    // Hashed once, for streams of neighbouring seeds are the same stream a step apart.
    return new SplittableRandom(new SplittableRandom(seed + index * GOLDEN_RATIO).nextLong());
  }
}
