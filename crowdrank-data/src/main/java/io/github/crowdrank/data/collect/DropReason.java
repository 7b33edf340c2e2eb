package io.github.crowdrank.data.collect;

/** Why a picture that was found is not kept. */
public enum DropReason {
  /** Its licence is not among those allowed. */
  LICENSE,
  /** It is smaller than asked for. */
  TOO_SMALL,
  /** Its file has more bytes, or its picture more pixels, than allowed. */
  TOO_LARGE,
  /** It is kept already, found by another keyword or elsewhere. */
  DUPLICATE,
  /** What was downloaded is no picture that can be decoded. */
  UNREADABLE,
  /** Its address, or one it was redirected to, may not be contacted. */
  REFUSED,
  /** It could not be downloaded. */
  FAILED,
  /** The source did not say of it what is needed. */
  UNUSABLE
}
