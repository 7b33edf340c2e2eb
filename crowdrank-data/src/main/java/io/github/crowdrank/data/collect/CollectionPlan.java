package io.github.crowdrank.data.collect;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What a {@link CollectionBuilder} was told, checked. */
record CollectionPlan(
    Path folder,
    List<ImageSource> sources,
    List<String> keywords,
    int perKeyword,
    Set<License> licenses,
    int minWidth,
    int minHeight,
    long maxBytes,
    CollectionListener listener,
    ConnectionPlan connections) {}
