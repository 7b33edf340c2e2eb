package io.github.crowdrank.data.synthetic;

import io.github.crowdrank.data.CrowdDataset;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Paints crowds: people of all colours who shrink towards a horizon, the near ones in front of the
 * far ones, before buildings and trees, among round things that are not heads, in any light. The
 * same generator state gives the same picture bit for bit. Immutable and safe for use by many
 * threads.
 *
 * <p>A head is annotated at its centre if the pixel that holds its centre shows that head: not if a
 * nearer person or thing covers it. So a scene may have a few heads less than people were placed,
 * and more of them hidden the fuller the picture is. People and things take no other part in the
 * annotation.
 */
public final class SyntheticCrowd {
  private final Builder choices;

  private SyntheticCrowd(Builder choices) {
    this.choices = choices;
  }

  /** Scenes of 512x384 pixels with 20 to 200 people, all else as a builder begins. */
  public static SyntheticCrowd standard() {
    return builder().build();
  }

  /** Chooses how scenes look. */
  public static Builder builder() {
    return new Builder();
  }

  /** Paints one scene. */
  public SyntheticScene paint(RandomGenerator random) {
    int width = choices.width;
    int height = choices.height;
    Light light = Light.draw(random);
    Perspective perspective =
        new Perspective(
            height * between(choices.highestHorizon, choices.lowestHorizon, random),
            height,
            choices.smallestHead,
            choices.largestHead);
    Canvas canvas = new Canvas(width, height, light);
    Backdrop.paint(canvas, perspective, choices.clutter, random);
    int count = random.nextInt(choices.fewest, choices.most + 1);
    List<Person> people = Crowd.draw(count, width, height, perspective, random);
    List<Figure> figures = new ArrayList<>(people);
    for (int i = random.nextInt(choices.distractors + 1); i > 0; i--) {
      double y = between(Math.max(0, perspective.horizon()), height, random);
      double x = width * random.nextDouble();
      figures.add(Distractor.draw(x, y, perspective.headSize(y), random));
    }
    figures.sort(Comparator.comparingDouble(Figure::depth));
    figures.forEach(figure -> figure.paint(canvas));
    List<HeadPoint> heads =
        people.stream()
            .filter(person -> canvas.ownerAt(person.x(), person.y()) == person.mark())
            .sorted(Comparator.comparingDouble(Person::depth))
            .map(Person::head)
            .toList();
    RgbImage image = canvas.develop(random);
    return new SyntheticScene(image, heads);
  }

  private static double between(double from, double to, RandomGenerator random) {
    return from + (to - from) * random.nextDouble();
  }

  /** What its scenes have that the standard's have not, each behind a comma; may be empty. */
  String departures() {
    Builder standard = new Builder();
    StringBuilder text = new StringBuilder();
    if (choices.width != standard.width || choices.height != standard.height) {
      text.append(", " + choices.width + "x" + choices.height + " pixels");
    }
    if (choices.fewest != standard.fewest || choices.most != standard.most) {
      String people = choices.fewest == choices.most ? "" : choices.fewest + " to ";
      text.append(", " + people + choices.most + " people");
    }
    if (choices.highestHorizon != standard.highestHorizon
        || choices.lowestHorizon != standard.lowestHorizon) {
      text.append(", horizon at " + choices.highestHorizon + " to " + choices.lowestHorizon);
    }
    if (choices.smallestHead != standard.smallestHead
        || choices.largestHead != standard.largestHead) {
      text.append(", heads of " + choices.smallestHead + " to " + choices.largestHead + " pixels");
    }
    if (choices.clutter != standard.clutter) {
      text.append(", clutter " + choices.clutter);
    }
    if (choices.distractors != standard.distractors) {
      text.append(", up to " + choices.distractors + " distractors");
    }
    return text.toString();
  }

  /**
   * Scenes as a dataset, whose name tells the seed and what was chosen differently from {@link
   * #standard()}. Each is painted when it is asked for, always the same for its index and the seed.
   *
   * @throws IllegalArgumentException if the number of scenes is negative
   */
  public CrowdDataset dataset(int scenes, long seed) {
    return new PaintedScenes(this, scenes, seed);
  }

  /**
   * Scenes without their head points; the same pictures as {@link #dataset} for the same seed.
   *
   * @throws IllegalArgumentException if the number of scenes is negative
   */
  public UnlabeledImages unlabeled(int scenes, long seed) {
    return dataset(scenes, seed).unlabeled();
  }

  /** Choices for {@link SyntheticCrowd}; each method replaces one. */
  public static final class Builder {
    private int width = 512;
    private int height = 384;
    private int fewest = 20;
    private int most = 200;
    private double highestHorizon = 0.05;
    private double lowestHorizon = 0.4;
    private double smallestHead = 5;
    private double largestHead = 28;
    private double clutter = 0.7;
    private int distractors = 15;

    private Builder() {}

    private Builder(Builder other) {
      width = other.width;
      height = other.height;
      fewest = other.fewest;
      most = other.most;
      highestHorizon = other.highestHorizon;
      lowestHorizon = other.lowestHorizon;
      smallestHead = other.smallestHead;
      largestHead = other.largestHead;
      clutter = other.clutter;
      distractors = other.distractors;
    }

    /** Size of the picture in pixels, each side 64 to 8192; 512x384 if not set. */
    public Builder size(int width, int height) {
      this.width = width;
      this.height = height;
      return this;
    }

    /** How many people are placed, 0 to 100,000; drawn evenly from 20 to 200 if not set. */
    public Builder people(int fewest, int most) {
      this.fewest = fewest;
      this.most = most;
      return this;
    }

    /** Exactly this many people are placed. */
    public Builder people(int count) {
      return people(count, count);
    }

    /**
     * Where the horizon lies, as a fraction of the height from the top, -4 to 0.9; drawn evenly
     * from 0.05 to 0.4 if not set. Below 0 the camera looks down and no sky is seen.
     */
    public Builder horizon(double highest, double lowest) {
      this.highestHorizon = highest;
      this.lowestHorizon = lowest;
      return this;
    }

    /**
     * Height of a head in pixels at the horizon and at the lower edge, 2 or more; 5 and 28 if not
     * set.
     */
    public Builder headSize(double smallest, double largest) {
      this.smallestHead = smallest;
      this.largestHead = largest;
      return this;
    }

    /** How busy the background is, 0 to 1; 0.7 if not set. */
    public Builder clutter(double clutter) {
      this.clutter = clutter;
      return this;
    }

    /**
     * At most how many round things stand among the people: balloons, lamps, stones, wheels and
     * balls, 0 to 10,000; 15 if not set.
     */
    public Builder distractors(int most) {
      this.distractors = most;
      return this;
    }

    /**
     * Checks the choices.
     *
     * @throws IllegalArgumentException if one is out of range; the message says which
     */
    public SyntheticCrowd build() {
      require(
          width >= 64 && height >= 64 && width <= 8192 && height <= 8192,
          "a scene's sides are 64 to 8192 pixels but were " + width + "x" + height);
      require(
          fewest >= 0 && most >= fewest && most <= 100_000,
          "people are 0 to 100000, fewest first, but were " + fewest + " to " + most);
      require(
          highestHorizon >= -4 && highestHorizon <= lowestHorizon && lowestHorizon <= 0.9,
          "a horizon is -4 to 0.9 of the height, highest first, but was "
              + highestHorizon
              + " to "
              + lowestHorizon);
      require(
          smallestHead >= 2 && smallestHead <= largestHead && largestHead <= 2048,
          "heads are 2 to 2048 pixels, smallest first, but were "
              + smallestHead
              + " to "
              + largestHead);
      require(clutter >= 0 && clutter <= 1, "clutter is 0 to 1 but was " + clutter);
      require(
          distractors >= 0 && distractors <= 10_000,
          "distractors are 0 to 10000 but were " + distractors);
      return new SyntheticCrowd(new Builder(this));
    }

    private static void require(boolean holds, String message) {
      if (!holds) {
        throw new IllegalArgumentException(message);
      }
    }
  }
}
