package io.github.crowdrank.data;

import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Some images of a collection, in an order of their own. */
record UnlabeledSubset(String name, UnlabeledImages images, List<Integer> indices)
    implements UnlabeledImages {
  UnlabeledSubset {
    indices = SubsetIndices.checked(indices, images.size());
  }

  @Override
  public int size() {
    return indices.size();
  }

  @Override
  public String id(int index) {
    return images.id(indices.get(index));
  }

  @Override
  public RgbImage image(int index) throws IOException {
    return images.image(indices.get(index));
  }

  @Override
  public Optional<Path> sourceFile(int index) {
    return images.sourceFile(indices.get(index));
  }
}
