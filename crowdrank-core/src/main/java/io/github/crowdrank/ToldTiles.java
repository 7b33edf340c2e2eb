package io.github.crowdrank;

/** Keeps what a listener throws apart from what is wrong with a picture. For one picture. */
final class ToldTiles implements TileListener {
  private final TileListener listener;
  private boolean hasThrown;

  ToldTiles(TileListener listener) {
    this.listener = listener;
  }

  /** Whether the count has ended because the listener threw something. */
  boolean hasThrown() {
    return hasThrown;
  }

  @Override
  public void tileDone(int done, int total) {
    hasThrown = true;
    listener.tileDone(done, total);
    hasThrown = false;
  }
}
