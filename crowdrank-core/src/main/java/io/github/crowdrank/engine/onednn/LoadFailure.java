package io.github.crowdrank.engine.onednn;

import org.bytedeco.javacpp.Loader;

/** Says in a sentence why oneDNN does not load. */
final class LoadFailure {
  private static final String VERSION = "2.5.2-1.5.7";

  private LoadFailure() {}

  /** What to do about an error that loading ended with. */
  static String sentence(Throwable error) {
    try {
      String platform = Loader.getPlatform();
      return isOnClassPath(platform)
          ? ("oneDNN's native library for %s is on the class path but does not load: %s. It needs glibc"
                  + " where the system is Linux, and a folder to be unpacked to: name one that can be"
                  + " written with the system property org.bytedeco.javacpp.cachedir, or use the"
                  + " Deeplearning4j engine")
              .formatted(platform, rootMessage(error))
          : ("oneDNN has no native library here: add org.bytedeco:dnnl:%s:%s, org.bytedeco:opencl:3.0-1.5.7:%s"
                  + " and org.bytedeco:javacpp:1.5.7:%s to the class path, or use the Deeplearning4j engine"
                  + " (%s)")
              .formatted(VERSION, platform, platform, platform, rootMessage(error));
    } catch (LinkageError e) {
      return "oneDNN is not on the class path: add org.bytedeco:dnnl:" + VERSION;
    }
  }

  private static boolean isOnClassPath(String platform) {
    return hasLibrary("dnnl", platform, "jnidnnl") && hasLibrary("javacpp", platform, "jnijavacpp");
  }

  private static boolean hasLibrary(String project, String platform, String library) {
    String name =
        "/org/bytedeco/%s/%s/%s".formatted(project, platform, System.mapLibraryName(library));
    return Loader.class.getResource(name) != null;
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
