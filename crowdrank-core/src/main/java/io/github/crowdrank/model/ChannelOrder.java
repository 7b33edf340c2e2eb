package io.github.crowdrank.model;

/** In which order a network reads the colours of a pixel. */
public enum ChannelOrder {
  /** Red, green, blue. */
  RGB(3),
  /** Blue, green, red. */
  BGR(3),
  /** One channel of luminance: 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601). */
  GREY(1);

  private final int channels;

  ChannelOrder(int channels) {
    this.channels = channels;
  }

  /** Number of channels: 3 or 1. */
  public int channels() {
    return channels;
  }
}
