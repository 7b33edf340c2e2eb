package io.github.crowdrank.data.label;

/** A request that is not answered as it wishes; the message is for the person at the page. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  Refusal(int status, String message) {
    super(message);
    this.status = status;
  }

  Answer answer() {
    return Answer.problem(status, String.valueOf(getMessage()));
  }
}
