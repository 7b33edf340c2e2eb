package io.github.crowdrank.data.label;

import java.nio.file.Path;

/** Points were to replace others than those that are there. */
final class StaleLabelsException extends Exception {
  private static final long serialVersionUID = 1L;

  StaleLabelsException(Path file) {
    super(
        file
            + " was changed by somebody else, perhaps on another page, since it was read here; load"
            + " this page again to see what it holds now");
  }
}
