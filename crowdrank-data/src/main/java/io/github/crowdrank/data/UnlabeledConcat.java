package io.github.crowdrank.data;

import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Collections of unlabelled images laid end to end. */
final class UnlabeledConcat implements UnlabeledImages {
  private final String name;
  private final List<UnlabeledImages> collections;
  private final Parts parts;

  UnlabeledConcat(String name, List<? extends UnlabeledImages> collections) {
    this.name = name;
    this.collections = List.copyOf(collections);
    this.parts =
        new Parts(
            this.collections.stream().map(UnlabeledImages::name).toList(),
            this.collections.stream().map(UnlabeledImages::size).toList());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return parts.size();
  }

  @Override
  public String id(int index) {
    UnlabeledImages part = part(index);
    return part.name() + "/" + part.id(parts.indexWithin(index));
  }

  @Override
  public RgbImage image(int index) throws IOException {
    return part(index).image(parts.indexWithin(index));
  }

  @Override
  public Optional<Path> sourceFile(int index) {
    return part(index).sourceFile(parts.indexWithin(index));
  }

  private UnlabeledImages part(int index) {
    return collections.get(parts.part(index));
  }
}
