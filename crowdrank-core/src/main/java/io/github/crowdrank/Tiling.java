package io.github.crowdrank;

import io.github.crowdrank.network.FeatureShape;
import io.github.crowdrank.network.Layer;
import io.github.crowdrank.network.NetworkSpec;
import io.github.crowdrank.network.ReceptiveField;
import io.github.crowdrank.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Windows of one shape over a padded picture, whose cells together are those of the whole picture:
 * each is taken from a window that shows all it can see. Pure geometry.
 *
 * @param rows the vertical axis
 * @param columns the horizontal one
 * @param stride pixels per cell
 * @param windowRows height of the windows in cells
 * @param windowColumns width of the windows in cells
 */
record Tiling(TileAxis rows, TileAxis columns, int stride, int windowRows, int windowColumns) {
  /** A window: where it lies and which cells of the picture's map are taken from it. */
  record Tile(TileAxis.Span rows, TileAxis.Span columns) {}

  /**
   * The picture as one window.
   *
   * @throws IllegalArgumentException if the network cannot take a picture of this size
   */
  static Tiling whole(NetworkSpec spec, int imageHeight, int imageWidth) {
    int multiple = spec.sizeMultiple();
    int height = Math.max(roundUp(imageHeight, multiple), fixedSide(spec, 2));
    int width = Math.max(roundUp(imageWidth, multiple), fixedSide(spec, 3));
    int stride = spec.stride();
    FeatureShape output =
        Objects.requireNonNull(spec.shapes(height, width).get(spec.output().name()));
    ReceptiveField field = spec.receptiveField();
    TileAxis rows = axis(spec, imageHeight, height, output.height(), field.top(), field.bottom());
    TileAxis columns = axis(spec, imageWidth, width, output.width(), field.left(), field.right());
    return new Tiling(rows, columns, stride, rows.length(), columns.length());
  }

  /** The only length of a side that the network takes, to which pictures are padded; or 0. */
  private static int fixedSide(NetworkSpec spec, int side) {
    return spec.onnx()
        .map(Layer.Onnx::graph)
        .filter(OnnxGraph::isFixedSize)
        .map(graph -> graph.input().sides().get(side))
        .orElse(0);
  }

  /** Whether every picture has to be one window: tiles would not show all that a cell sees. */
  static boolean isWholeOnly(NetworkSpec spec) {
    return fixedSide(spec, 2) > 0 || spec.receptiveField().equals(ReceptiveField.WHOLE_PICTURE);
  }

  private static TileAxis axis(
      NetworkSpec spec, int side, int padded, int outputs, int before, int after) {
    int stride = spec.stride();
    int length = padded / stride;
    int padding = length - cells(side, stride);
    return new TileAxis(
        length,
        Math.max(1, outputs - padding),
        outputs - length,
        spec.sizeMultiple() / stride,
        cells(before, stride),
        cells(after, stride));
  }

  private static int roundUp(int side, int multiple) {
    return Math.multiplyExact((side - 1) / multiple + 1, multiple);
  }

  private static int cells(int pixels, int stride) {
    return (int) (((long) pixels + stride - 1) / stride);
  }

  /** The same picture in other windows. */
  Tiling with(int otherRows, int otherColumns) {
    return new Tiling(rows, columns, stride, otherRows, otherColumns);
  }

  /** The same picture in the smallest windows there are. */
  Tiling smallest() {
    return with(rows.smallestWindow(), columns.smallestWindow());
  }

  /** Height of the windows in pixels. */
  int windowHeight() {
    return windowRows * stride;
  }

  /** Width of the windows in pixels. */
  int windowWidth() {
    return windowColumns * stride;
  }

  /** Cells of one window. */
  long windowCells() {
    return (long) windowRows * windowColumns;
  }

  /** Cells of all windows, those computed twice counted twice. */
  long computedCells() {
    return windowCells() * rows.tiles(windowRows) * columns.tiles(windowColumns);
  }

  /** The windows, row by row. */
  List<Tile> tiles() {
    List<Tile> tiles = new ArrayList<>();
    for (TileAxis.Span row : rows.spans(windowRows)) {
      for (TileAxis.Span column : columns.spans(windowColumns)) {
        tiles.add(new Tile(row, column));
      }
    }
    return tiles;
  }
}
