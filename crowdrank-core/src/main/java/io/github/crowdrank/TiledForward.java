package io.github.crowdrank;

import io.github.crowdrank.engine.InferenceNetwork;
import io.github.crowdrank.image.RgbImage;
import io.github.crowdrank.model.Preprocessing;
import io.github.crowdrank.network.FeatureMaps;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Runs a network on a picture window by window. Safe for use by many threads. */
final class TiledForward {
  private final InferenceNetwork network;
  private final Preprocessing preprocessing;

  TiledForward(InferenceNetwork network, Preprocessing preprocessing) {
    this.network = network;
    this.preprocessing = preprocessing;
  }

  /**
   * The network's result for the whole picture, without the cells that show padding alone.
   *
   * @throws CancellationException if the thread is interrupted between two windows; it stays
   *     interrupted
   */
  FeatureMaps apply(RgbImage image, Tiling tiling, TileListener listener) {
    List<Tiling.Tile> tiles = tiling.tiles();
    ForwardEvent event = new ForwardEvent();
    event.begin();
    FeatureMaps input =
        FeatureMaps.zeros(
            1, network.spec().input().channels(), tiling.windowHeight(), tiling.windowWidth());
    FeatureMaps result = null;
    for (int i = 0; i < tiles.size(); i++) {
      if (i > 0 && Thread.currentThread().isInterrupted()) {
        throw new CancellationException(
            "the thread was interrupted after %d of %d tiles".formatted(i, tiles.size()));
      }
      Tiling.Tile tile = tiles.get(i);
      int left = tile.columns().start() * tiling.stride();
      int top = tile.rows().start() * tiling.stride();
      preprocessing.applyWindow(image, left, top, input, 0);
      FeatureMaps output = network.forward(input);
      if (result == null) {
        int height = tiling.rows().kept();
        result = FeatureMaps.zeros(1, output.channels(), height, tiling.columns().kept());
      }
      copy(tile, output, result);
      listener.tileDone(i + 1, tiles.size());
    }
    if (result == null) {
      throw new IllegalStateException("no windows");
    }
    if (event.shouldCommit()) {
      event.network = network.spec().name();
      event.width = image.width();
      event.height = image.height();
      event.tiles = tiles.size();
      event.commit();
    }
    return result;
  }

  private static void copy(Tiling.Tile tile, FeatureMaps window, FeatureMaps whole) {
    TileAxis.Span rows = tile.rows();
    TileAxis.Span columns = tile.columns();
    for (int channel = 0; channel < whole.channels(); channel++) {
      for (int y = rows.from(); y < rows.to(); y++) {
        int row = channel * window.height() + y - rows.start();
        System.arraycopy(
            window.values(),
            row * window.width() + columns.from() - columns.start(),
            whole.values(),
            (channel * whole.height() + y) * whole.width() + columns.from(),
            columns.to() - columns.from());
      }
    }
  }
}
