package io.github.crowdrank.data.synthetic;

import io.github.crowdrank.image.RgbImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.random.RandomGenerator;

/**
 * Kinds of pictures without people that a counter of texture takes for crowds. The same generator
 * state gives the same picture.
 */
public enum EmptyScene {
  /** One colour: a covered or a dark lens. */
  PLAIN {
    @Override
    void paint(Graphics2D graphics, int width, int height, RandomGenerator random) {
      graphics.setColor(random.nextBoolean() ? Color.BLACK : color(random, 0, 255));
      graphics.fillRect(0, 0, width, height);
    }
  },
  /** Paving stones of an empty square. */
  PAVEMENT {
    @Override
    void paint(Graphics2D graphics, int width, int height, RandomGenerator random) {
      int grey = 110 + random.nextInt(80);
      bricks(graphics, width, height, 8 + random.nextInt(40), 1, grey, grey, grey, 18, random);
    }
  },
  /** A brick wall. */
  BRICKS {
    @Override
    void paint(Graphics2D graphics, int width, int height, RandomGenerator random) {
      bricks(graphics, width, height, 6 + random.nextInt(20), 2.5, 150, 80, 60, 35, random);
    }
  },
  /** Shelves full of books. */
  BOOKSHELF {
    @Override
    void paint(Graphics2D graphics, int width, int height, RandomGenerator random) {
      graphics.setColor(new Color(60, 40, 25));
      graphics.fillRect(0, 0, width, height);
      double shelf = height / (3.0 + random.nextInt(8));
      for (double top = 0; top < height; top += shelf) {
        double x = 0;
        while (x < width) {
          double thickness = shelf * (0.06 + 0.14 * random.nextDouble());
          double tall = shelf * (0.65 + 0.25 * random.nextDouble());
          graphics.setColor(color(random, 20, 235));
          graphics.fill(new Rectangle2D.Double(x, top + shelf - tall, thickness * 0.9, tall));
          graphics.setColor(color(random, 120, 255));
          double band = tall * (0.1 + 0.5 * random.nextDouble());
          graphics.fill(
              new Rectangle2D.Double(x, top + shelf - tall + band, thickness * 0.9, tall * 0.08));
          x += thickness;
        }
      }
    }
  },
  /** Leaves, light and dark. */
  FOLIAGE {
    @Override
    void paint(Graphics2D graphics, int width, int height, RandomGenerator random) {
      graphics.setColor(new Color(20, 35, 15));
      graphics.fillRect(0, 0, width, height);
      double leaf = 3 + 12 * random.nextDouble();
      dots(graphics, width, height, leaf, (int) (1.5 * width * height / (leaf * leaf)), random);
    }

    @Override
    Color dot(RandomGenerator random) {
      int light = 30 + random.nextInt(150);
      return new Color(light / 2, light, light / 3);
    }
  },
  /** Pebbles: round, and each with its own shade. */
  GRAVEL {
    @Override
    void paint(Graphics2D graphics, int width, int height, RandomGenerator random) {
      graphics.setColor(new Color(70, 65, 60));
      graphics.fillRect(0, 0, width, height);
      double stone = 4 + 16 * random.nextDouble();
      dots(graphics, width, height, stone, (int) (1.2 * width * height / (stone * stone)), random);
    }

    @Override
    Color dot(RandomGenerator random) {
      int grey = 60 + random.nextInt(170);
      return new Color(grey, grey, Math.max(0, grey - random.nextInt(25)));
    }
  },
  /** A page of print, as strokes in lines. */
  TEXT {
    @Override
    void paint(Graphics2D graphics, int width, int height, RandomGenerator random) {
      graphics.setColor(new Color(250, 248, 240));
      graphics.fillRect(0, 0, width, height);
      graphics.setColor(new Color(25, 25, 30));
      double size = 7 + 14 * random.nextDouble();
      for (double y = size; y < height - size; y += 1.6 * size) {
        double x = 2 * size;
        while (x < width - 2 * size) {
          if (random.nextInt(6) > 0) {
            letter(graphics, x, y, size, random);
          }
          x += 0.62 * size;
        }
      }
    }

    private void letter(
        Graphics2D graphics, double x, double y, double size, RandomGenerator random) {
      for (int stroke = 0; stroke < 3; stroke++) {
        boolean upright = random.nextBoolean();
        double left = x + 0.35 * size * random.nextDouble();
        double top = y + 0.6 * size * random.nextDouble();
        graphics.fill(
            new Rectangle2D.Double(
                left, top, size * (upright ? 0.1 : 0.35), size * (upright ? 0.6 : 0.1)));
      }
    }
  },
  /** A mown lawn with chalk lines. */
  SPORTS_PITCH {
    @Override
    void paint(Graphics2D graphics, int width, int height, RandomGenerator random) {
      double stripe = width / (6.0 + random.nextInt(10));
      for (int i = 0; i * stripe < width; i++) {
        graphics.setColor(i % 2 == 0 ? new Color(60, 130, 50) : new Color(75, 150, 60));
        graphics.fill(new Rectangle2D.Double(i * stripe, 0, stripe + 1, height));
      }
      graphics.setColor(Color.WHITE);
      double line = Math.max(2, width / 200.0);
      graphics.fill(new Rectangle2D.Double(width * random.nextDouble(), 0, line, height));
      graphics.fill(new Rectangle2D.Double(0, height * random.nextDouble(), width, line));
    }
  },
  /** The noise of a sensor in the dark. */
  NOISE {
    @Override
    void paint(Graphics2D graphics, int width, int height, RandomGenerator random) {
      int grain = 1 + random.nextInt(6);
      int brightest = 20 + random.nextInt(236);
      for (int y = 0; y < height; y += grain) {
        for (int x = 0; x < width; x += grain) {
          graphics.setColor(color(random, 0, brightest));
          graphics.fillRect(x, y, grain, grain);
        }
      }
    }
  };

  /**
   * Paints one picture.
   *
   * @param width in pixels, 1 or more
   * @param height in pixels, 1 or more
   */
  public RgbImage paint(int width, int height, RandomGenerator random) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    paint(graphics, width, height, random);
    graphics.dispose();
    return RgbImage.of(image);
  }

  abstract void paint(Graphics2D graphics, int width, int height, RandomGenerator random);

  Color dot(RandomGenerator random) {
    return color(random, 0, 255);
  }

  static Color color(RandomGenerator random, int darkest, int brightest) {
    int levels = brightest - darkest + 1;
    return new Color(
        darkest + random.nextInt(levels),
        darkest + random.nextInt(levels),
        darkest + random.nextInt(levels));
  }

  void dots(
      Graphics2D graphics, int width, int height, double size, int count, RandomGenerator random) {
    for (int i = 0; i < count; i++) {
      double across = size * (0.5 + random.nextDouble());
      double tall = size * (0.5 + random.nextDouble());
      graphics.setColor(dot(random));
      graphics.fill(
          new Ellipse2D.Double(
              width * random.nextDouble() - across / 2,
              height * random.nextDouble() - tall / 2,
              across,
              tall));
    }
  }

  static void bricks(
      Graphics2D graphics,
      int width,
      int height,
      int tall,
      double aspect,
      int red,
      int green,
      int blue,
      int spread,
      RandomGenerator random) {
    graphics.setColor(new Color(90, 90, 88));
    graphics.fillRect(0, 0, width, height);
    double wide = tall * aspect;
    for (int row = 0; row * tall < height; row++) {
      for (double x = row % 2 == 0 ? 0 : -wide / 2; x < width; x += wide) {
        int shade = random.nextInt(2 * spread + 1) - spread;
        graphics.setColor(new Color(red + shade, green + shade, blue + shade));
        graphics.fill(new Rectangle2D.Double(x + 1, row * tall + 1, wide - 2, tall - 2));
      }
    }
  }
}
