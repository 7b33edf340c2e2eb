package io.github.crowdrank.data.clean;

import io.github.crowdrank.image.RgbImage;
import java.util.Arrays;

/**
 * What the grey values of a picture say about how it was made.
 *
 * @param brightness mean grey value, 0 to 255
 * @param entropy of the histogram of grey values, 0 to 8 bits
 * @param flatShare share of the blocks of 8x8 pixels whose grey values differ by 2 at most, 0 to 1
 */
record PictureStatistics(double brightness, double entropy, double flatShare) {
  private static final int BLOCK = 8;
  private static final int FLAT_RANGE = 2;

  /** Pictures smaller than a block have no flat ones. */
  static PictureStatistics of(RgbImage image) {
    int width = image.width();
    long[] histogram = new long[256];
    byte[] row = new byte[3 * width];
    int columns = width / BLOCK;
    int[] least = new int[columns];
    int[] most = new int[columns];
    long sum = 0;
    long flat = 0;
    for (int y = 0; y < image.height(); y++) {
      image.copyRow(y, row);
      if (y % BLOCK == 0) {
        Arrays.fill(least, 255);
        Arrays.fill(most, 0);
      }
      for (int x = 0; x < width; x++) {
        int grey = ((row[3 * x] & 255) + 2 * (row[3 * x + 1] & 255) + (row[3 * x + 2] & 255)) / 4;
        histogram[grey]++;
        sum += grey;
        int block = x / BLOCK;
        if (block < columns) {
          least[block] = Math.min(least[block], grey);
          most[block] = Math.max(most[block], grey);
        }
      }
      if (y % BLOCK == BLOCK - 1) {
        for (int block = 0; block < columns; block++) {
          flat += most[block] - least[block] <= FLAT_RANGE ? 1 : 0;
        }
      }
    }
    double pixels = (double) width * image.height();
    long blocks = (long) columns * (image.height() / BLOCK);
    return new PictureStatistics(
        sum / pixels, entropy(histogram, pixels), blocks == 0 ? 0 : (double) flat / blocks);
  }

  private static double entropy(long[] histogram, double pixels) {
    double entropy = 0;
    for (long count : histogram) {
      if (count > 0) {
        double share = count / pixels;
        entropy -= share * Math.log(share) / Math.log(2);
      }
    }
    return entropy;
  }
}
