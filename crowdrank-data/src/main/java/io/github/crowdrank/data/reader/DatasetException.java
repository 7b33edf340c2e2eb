package io.github.crowdrank.data.reader;

import java.io.IOException;
import java.util.List;

/** A dataset on disk is not whole. Holds all that is wrong, not only the first. */
public final class DatasetException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 20;

  /** Not serialised: a problem list travels as the message. */
  private final transient List<String> problems;

  /**
   * Of a dataset and what is wrong with it.
   *
   * @param dataset its name or folder
   * @param problems one sentence each, one or more
   */
  public DatasetException(String dataset, List<String> problems) {
    super(message(dataset, problems));
    this.problems = List.copyOf(problems);
  }

  private static String message(String dataset, List<String> problems) {
    StringBuilder text = new StringBuilder(dataset).append(" has ").append(problems.size());
    text.append(problems.size() == 1 ? " problem" : " problems");
    problems.stream().limit(SHOWN).forEach(problem -> text.append("\n  ").append(problem));
    if (problems.size() > SHOWN) {
      text.append("\n  and ").append(problems.size() - SHOWN).append(" more");
    }
    return text.toString();
  }

  /** One sentence for each fault, naming the file, what was found and what would be right. */
  public List<String> problems() {
    return problems;
  }
}
