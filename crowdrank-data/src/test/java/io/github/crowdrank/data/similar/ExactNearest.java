package io.github.crowdrank.data.similar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The nearest descriptors to some queries, by comparing all. */
final class ExactNearest {
  private final List<ImageDescriptor> queries;
  private final int most;
  private final List<List<Candidate>> nearest = new ArrayList<>();

  ExactNearest(List<ImageDescriptor> queries, int most) {
    this.queries = queries;
    this.most = most;
    queries.forEach(query -> nearest.add(new ArrayList<>()));
  }

  record Candidate(String id, double cosine) {}

  void offer(String id, ImageDescriptor descriptor) {
    for (int i = 0; i < queries.size(); i++) {
      double cosine = queries.get(i).cosine(descriptor);
      List<Candidate> best = nearest.get(i);
      if (best.size() < most || cosine > best.get(most - 1).cosine()) {
        best.add(new Candidate(id, cosine));
        best.sort(Comparator.comparingDouble(Candidate::cosine).reversed());
        if (best.size() > most) {
          best.remove(most);
        }
      }
    }
  }

  List<Candidate> of(int query) {
    return nearest.get(query);
  }

  /** The share of the true nearest of a query among those found. */
  double recall(int query, List<DescriptorIndex.Match> found) {
    List<String> ids = found.stream().map(DescriptorIndex.Match::id).toList();
    List<Candidate> truth = nearest.get(query);
    return (double) truth.stream().filter(it -> ids.contains(it.id())).count() / truth.size();
  }
}
