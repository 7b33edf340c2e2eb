package io.github.crowdrank.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A folder that receives copies of pictures under their paths from another one. */
record PictureCopies(Path from, Path to) {
  /** Copies a picture, in place of an older file of its name. */
  void add(String id) throws IOException {
    Path target = to.resolve(id);
    Files.createDirectories(target.getParent());
    Files.copy(from.resolve(id), target, StandardCopyOption.REPLACE_EXISTING);
  }
}
