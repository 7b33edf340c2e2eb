package io.github.crowdrank.engine.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/** Owns every native object that is created within it, until it is closed. */
final class NativeScope implements AutoCloseable {
  private final List<PointerScope> scopes = new ArrayList<>();
  private final List<Pointer> blocks = new ArrayList<>();

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

  /**
   * A block of memory, whose bytes JavaCPP does not count: it would allow no more than the heap's
   * limit, whatever memory budget the caller has set.
   *
   * @throws OutOfMemoryError if the system does not give as much
   */
  BytePointer allocate(long bytes) {
    @Nullable Pointer block = Pointer.malloc(bytes);
    if (block == null) {
      throw new OutOfMemoryError("the system does not give " + bytes + " bytes");
    }
    blocks.add(block);
    block.capacity(bytes);
    return new BytePointer(block);
  }

  /**
   * A block that begins at a page, as {@link #allocate}.
   *
   * @throws OutOfMemoryError if the system does not give as much
   */
  BytePointer allocateAligned(long bytes) {
    BytePointer block = allocate(bytes + BufferPlan.ALIGNMENT);
    return block.getPointer(BufferPlan.ALIGNMENT - block.address() % BufferPlan.ALIGNMENT);
  }

  /**
   * Room for values, as {@link #allocate}.
   *
   * @throws OutOfMemoryError if the system does not give as much
   */
  FloatPointer allocateFloats(long count) {
    // A cast leaves the capacity that was counted in bytes.
    return new FloatPointer(allocate(count * Float.BYTES)).capacity(count);
  }

  /** Frees everything, the newest objects first. A second call does nothing. */
  @Override
  public void close() {
    for (int i = scopes.size() - 1; i >= 0; i--) {
      scopes.get(i).close();
    }
    scopes.clear();
    blocks.forEach(Pointer::free);
    blocks.clear();
  }
}
