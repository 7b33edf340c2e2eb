package io.github.crowdrank.data.annotation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Refuses a file for which there is no memory, as one that cannot be read for another reason. */
record WithinHeap(AnnotationReader reader) implements AnnotationReader {
  @Override
  public List<Annotation> read(Path file) throws IOException {
    try {
      return reader.read(file);
    } catch (OutOfMemoryError e) {
      throw new IOException("it does not fit into the heap; raise -Xmx", e);
    }
  }
}
