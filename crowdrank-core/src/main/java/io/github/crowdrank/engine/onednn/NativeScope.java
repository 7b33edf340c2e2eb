package io.github.crowdrank.engine.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;

/** Owns every native object that is created within it, until it is closed. */
final class NativeScope implements AutoCloseable {
  private final List<PointerScope> scopes = new ArrayList<>();

  /** Keeps what the work creates; frees it at once if the work fails. */
  <T> T keep(Supplier<T> work) {
    @SuppressWarnings("unchecked") // an empty array of classes: of every class
    PointerScope scope = new PointerScope();
    try {
      T result = work.get();
      // The next close leaves the scope without freeing what is in it.
      scope.extend();
      scopes.add(scope);
      return result;
    } finally {
      scope.close();
    }
  }

  /** Frees everything, the newest first. A second call does nothing. */
  @Override
  public void close() {
    for (int i = scopes.size() - 1; i >= 0; i--) {
      scopes.get(i).close();
    }
    scopes.clear();
  }
}
