package io.github.crowdrank.examples.cli;

import io.github.crowdrank.metric.Bootstrap;
import io.github.crowdrank.metric.Interval;
import io.github.crowdrank.metric.PairDirections;
import io.github.crowdrank.metric.PatchErrors;
import io.github.crowdrank.metric.RankingPushes;
import io.github.crowdrank.train.trust.RankingPushAudit;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Where violated pairs push, for people. */
final class RankingPushesText {
  private static final Bootstrap BOOTSTRAP = Bootstrap.standard();

  private final RankingPushAudit audit;
  private final StringBuilder text = new StringBuilder();

  /**
   * All of it.
   *
   * @param crops in each chain
   */
  RankingPushesText(String dataset, RankingPushAudit audit, int crops) {
    this.audit = audit;
    RankingPushes pushes = audit.pushes();
    add(
        "%s: %,d images, %,d pairs of nested crops, %,d violated; 95 %% intervals over images%n",
        dataset, audit.pictures().size(), pushes.all().pairs(), pushes.violated().pairs());
    add("violated: %s%n", percent(ratio(it -> it.violated().pairs(), it -> it.all().pairs())));
    pairs();
    crops();
    places(crops);
    add("%n");
  }

  private void pairs() {
    add("%n%-36s %26s %26s%n", "of", "all pairs", "violated pairs");
    directions("inner overcounted: lowering helps", PairDirections::innerOver);
    directions("outer undercounted: raising helps", PairDirections::outerUnder);
    directions("both help", PairDirections::both);
  }

  private void directions(String name, ToDoubleFunction<PairDirections> number) {
    add(
        "%-36s %26s %26s%n",
        name,
        percent(ratio(it -> number.applyAsDouble(it.all()), it -> it.all().pairs())),
        percent(ratio(it -> number.applyAsDouble(it.violated()), it -> it.violated().pairs())));
  }

  private void crops() {
    add(
        "%n%-36s %26s %26s %20s %26s%n",
        "crops", "share of crops", "share of the error", "mean error", "error of the people");
    group("in a violated pair", RankingPushes::pushed);
    group("  pushed towards the truth", RankingPushes::helped);
    group("  pushed away from it", RankingPushes::harmed);
    group("in none", RankingPushes::unpushed);
  }

  private void group(String name, Function<RankingPushes, PatchErrors> some) {
    add(
        "%-36s %26s %26s %20s %26s%n",
        name,
        percent(ratio(it -> some.apply(it).patches(), it -> it.patches().patches())),
        percent(ratio(it -> some.apply(it).error(), it -> it.patches().error())),
        with(ratio(it -> some.apply(it).error(), it -> some.apply(it).patches()), 1, ""),
        percent(ratio(it -> some.apply(it).error(), it -> some.apply(it).people())));
  }

  private void places(int crops) {
    add("%nviolated, by the larger crop (rows) and the smaller one, 1 the largest%n%3s", "");
    for (int inner = 1; inner < crops; inner++) {
      add("%9d", inner + 1);
    }
    for (int outer = 0; outer < crops - 1; outer++) {
      add("%n%3d%s", outer + 1, " ".repeat(9 * outer));
      for (int inner = outer + 1; inner < crops; inner++) {
        add("%7.1f %%", 100 * audit.violatedShare(outer, inner));
      }
    }
    add("%n");
  }

  private @Nullable Interval ratio(
      ToDoubleFunction<RankingPushes> part, ToDoubleFunction<RankingPushes> whole) {
    return audit.ratio(part, whole, BOOTSTRAP);
  }

  private static String percent(@Nullable Interval share) {
    return with(share, 100, " %");
  }

  private static String with(@Nullable Interval value, double factor, String unit) {
    return value == null
        ? "-"
        : String.format(
            Locale.ROOT,
            "%.1f%s (%.1f to %.1f)",
            factor * value.estimate(),
            unit,
            factor * value.low(),
            factor * value.high());
  }

  private void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
