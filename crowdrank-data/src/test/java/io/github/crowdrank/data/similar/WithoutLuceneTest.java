package io.github.crowdrank.data.similar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lucene is optional: what needs it says so, and the rest of the package works. */
class WithoutLuceneTest {
  private static final String PACKAGE = "io.github.crowdrank.data.similar.";

  /** Loads the package anew, and sees no Lucene. */
  private static final class Loader extends ClassLoader {
    Loader() {
      super(WithoutLuceneTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.apache.lucene.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith(PACKAGE)) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @TempDir private Path folder;

  @Test
  void an_index_says_what_to_add() throws Exception {
    Path index = folder.resolve("index");
    Method open =
        new Loader()
            .loadClass(PACKAGE + "DescriptorIndex")
            .getMethod("open", Path.class, String.class, int.class);

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> open.invoke(null, index, "test", 64))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("add org.apache.lucene:lucene-core to the class path");
    }
    assertThat(index).doesNotExist();
  }

  @Test
  void hashes_need_none() throws Exception {
    Object hash =
        new Loader()
            .loadClass(PACKAGE + "PerceptualHash")
            .getConstructor(long.class)
            .newInstance(7L);

    assertThat(hash.getClass().getMethod("bits").invoke(hash)).isEqualTo(7L);
  }
}
