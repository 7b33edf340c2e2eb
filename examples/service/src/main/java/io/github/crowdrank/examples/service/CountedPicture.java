package io.github.crowdrank.examples.service;

import java.util.List;

/**
 * The answer to a picture, as it is written in JSON.
 *
 * @param count estimated number of people, not rounded
 * @param width of the upright picture in pixels
 * @param height of the upright picture in pixels
 * @param warnings what was odd about the picture, for people
 * @param model name of the model
 * @param milliseconds to decode and to count, without the wait
 */
record CountedPicture(
    double count, int width, int height, List<String> warnings, String model, double milliseconds) {
  CountedPicture {
    warnings = List.copyOf(warnings);
  }
}
