package io.github.crowdrank.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known about a model, for people and for the record: on what it was trained, under which
 * terms, how, by which command, and how well it counts.
 *
 * @param name what the model is called
 * @param description one or two sentences
 * @param facts further entries by title, such as {@code "training data"}, {@code "terms"}, {@code
 *     "recipe"}, {@code "seed"}, {@code "command"}, {@code "validation"}; in order
 */
public record ModelCard(String name, String description, Map<String, String> facts) {
  /** Copies the facts. */
  public ModelCard {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** A card with a name and a description only. */
  public static ModelCard of(String name, String description) {
    return new ModelCard(name, description, Map.of());
  }
}
