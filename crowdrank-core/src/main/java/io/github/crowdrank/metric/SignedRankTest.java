package io.github.crowdrank.metric;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/**
 * Wilcoxon's signed-rank test, two-sided. Differences of 0 are left out and equal ones share their
 * mean rank. Up to 200 differences the p-value is exact, whatever the ties; Commons Math's test
 * ranks zeros, and corrects its normal approximation for continuity in the wrong direction.
 */
final class SignedRankTest {
  private static final int MOST_EXACT = 200;

  private SignedRankTest() {}

  static double pValue(double[] differences) {
    double[] others = Arrays.stream(differences).filter(difference -> difference != 0).toArray();
    if (others.length == 0) {
      return 1;
    }
    double[] ranks =
        new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE)
            .rank(Arrays.stream(others).map(Math::abs).toArray());
    double positive = 0;
    for (int i = 0; i < ranks.length; i++) {
      positive += others[i] > 0 ? ranks[i] : 0;
    }
    double smaller = Math.min(positive, Arrays.stream(ranks).sum() - positive);
    double tail = ranks.length <= MOST_EXACT ? exact(ranks, smaller) : normal(ranks, smaller);
    return Math.min(1, 2 * tail);
  }

  /** The share of all choices of signs whose positive ranks add up to {@code sum} or less. */
  private static double exact(double[] ranks, double sum) {
    // Mean ranks are whole or half numbers: twice the ranks are whole.
    int most = (int) Math.round(2 * sum);
    double[] shares = new double[most + 1];
    shares[0] = 1;
    for (double rank : ranks) {
      int twice = (int) Math.round(2 * rank);
      for (int i = most; i >= 0; i--) {
        shares[i] = (shares[i] + (i < twice ? 0 : shares[i - twice])) / 2;
      }
    }
    return Arrays.stream(shares).sum();
  }

  private static double normal(double[] ranks, double sum) {
    double mean = Arrays.stream(ranks).sum() / 2;
    double variance = Arrays.stream(ranks).map(rank -> rank * rank).sum() / 4;
    return new NormalDistribution(null, mean, Math.sqrt(variance)).cumulativeProbability(sum + 0.5);
  }
}
