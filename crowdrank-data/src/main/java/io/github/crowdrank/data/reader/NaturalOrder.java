package io.github.crowdrank.data.reader;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Orders names as people do: runs of digits by their value, {@code IMG_9} before {@code IMG_10}.
 */
enum NaturalOrder implements Comparator<String> {
  INSTANCE;

  private static final Pattern RUN = Pattern.compile("[0-9]+|[^0-9]+");

  @Override
  public int compare(String a, String b) {
    Matcher runsOfA = RUN.matcher(a);
    Matcher runsOfB = RUN.matcher(b);
    while (true) {
      boolean moreOfA = runsOfA.find();
      boolean moreOfB = runsOfB.find();
      if (!moreOfA || !moreOfB) {
        int order = Boolean.compare(moreOfA, moreOfB);
        // 007 and 7 are the same number but not the same name.
        return order != 0 ? order : a.compareTo(b);
      }
      int order = compareRuns(runsOfA.group(), runsOfB.group());
      if (order != 0) {
        return order;
      }
    }
  }

  private static int compareRuns(String a, String b) {
    boolean numbers = isDigit(a.charAt(0)) && isDigit(b.charAt(0));
    return numbers ? new BigInteger(a).compareTo(new BigInteger(b)) : a.compareTo(b);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
