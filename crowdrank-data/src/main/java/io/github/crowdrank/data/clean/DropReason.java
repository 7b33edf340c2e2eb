package io.github.crowdrank.data.clean;

/** Why a picture was dropped, in the order in which it is asked. */
public enum DropReason {
  /** The file cannot be decoded, or the counter cannot take the picture. */
  UNREADABLE,
  /** The shorter side has too few pixels. */
  TOO_SMALL,
  /** The mean grey value is too low. */
  TOO_DARK,
  /** A drawing, chart, screenshot or page of text: large even areas or few shades of grey. */
  NO_PHOTOGRAPH,
  /** It looks the same as a picture of a protected dataset. */
  PROTECTED,
  /** It looks the same as a larger picture of the pool, or an earlier one of its size. */
  NEAR_DUPLICATE,
  /** The counter sees too few people in it. */
  TOO_FEW_PEOPLE
}
