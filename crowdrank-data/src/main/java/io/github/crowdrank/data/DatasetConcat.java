package io.github.crowdrank.data;

import io.github.crowdrank.density.HeadPoint;
import io.github.crowdrank.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Datasets laid end to end. */
final class DatasetConcat implements CrowdDataset {
  private final String name;
  private final List<CrowdDataset> datasets;
  private final Parts parts;

  DatasetConcat(String name, List<? extends CrowdDataset> datasets) {
    this.name = name;
    this.datasets = List.copyOf(datasets);
    this.parts =
        new Parts(
            this.datasets.stream().map(CrowdDataset::name).toList(),
            this.datasets.stream().map(CrowdDataset::size).toList());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isTestSplit() {
    return datasets.stream().anyMatch(CrowdDataset::isTestSplit);
  }

  @Override
  public int size() {
    return parts.size();
  }

  @Override
  public String id(int index) {
    CrowdDataset part = part(index);
    return part.name() + "/" + part.id(parts.indexWithin(index));
  }

  @Override
  public List<HeadPoint> heads(int index) throws IOException {
    return part(index).heads(parts.indexWithin(index));
  }

  @Override
  public RgbImage image(int index) throws IOException {
    return part(index).image(parts.indexWithin(index));
  }

  @Override
  public Optional<Path> sourceFile(int index) {
    return part(index).sourceFile(parts.indexWithin(index));
  }

  private CrowdDataset part(int index) {
    return datasets.get(parts.part(index));
  }
}
