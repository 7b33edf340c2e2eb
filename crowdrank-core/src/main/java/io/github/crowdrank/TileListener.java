package io.github.crowdrank;

/**
 * Told how far the count of a picture is. Called by the thread that counts, between its tiles: what
 * takes long delays the count, and what it throws ends it.
 */
@FunctionalInterface
public interface TileListener {
  /**
   * A tile is done.
   *
   * @param done how many tiles of the picture are, from 1
   * @param total how many it has; 1 for a picture that runs whole
   */
  void tileDone(int done, int total);
}
