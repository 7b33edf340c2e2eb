package io.github.crowdrank.train.faults;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The default file system, where things go wrong. */
final class FaultyFileSystem extends FileSystem {
  /** A path of this file system: all its methods are those of the real one. */
  private interface Wrapped extends Path {
    Path real();
  }

  private final FileSystem real = FileSystems.getDefault();
  private final FileSystemProvider provider;

  FaultyFileSystem(Faults faults) {
    this.provider = new FaultyProvider(this, faults);
  }

  Path wrap(Path path) {
    return (Path)
        Proxy.newProxyInstance(
            Wrapped.class.getClassLoader(),
            new Class<?>[] {Wrapped.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("real")) {
                return path;
              }
              if (method.getName().equals("getFileSystem")) {
                return this;
              }
              Object[] unwrapped =
                  arguments == null
                      ? null
                      : Arrays.stream(arguments).map(FaultyFileSystem::unwrapped).toArray();
              try {
                return wrapped(method.invoke(path, unwrapped));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private @Nullable Object wrapped(@Nullable Object result) {
    return result instanceof Path path ? wrap(path) : result;
  }

  private static Object unwrapped(Object argument) {
    return argument instanceof Wrapped wrapped ? wrapped.real() : argument;
  }

  static Path real(Path path) {
    return (Path) unwrapped(path);
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {}

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return real.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return real.getRootDirectories();
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return real.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return real.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return wrap(real.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    return real.getPathMatcher(syntaxAndPattern);
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }
}
