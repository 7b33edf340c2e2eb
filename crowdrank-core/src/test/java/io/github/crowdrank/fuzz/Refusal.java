package io.github.crowdrank.fuzz;

/** What a refusal owes to who gets it. */
final class Refusal {
  private Refusal() {}

  static void require(Exception refusal) {
    String message = refusal.getMessage();
    if (message == null || message.isBlank()) {
      throw new AssertionError("a refusal without a reason", refusal);
    }
  }
}
