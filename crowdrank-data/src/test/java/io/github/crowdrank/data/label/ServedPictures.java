package io.github.crowdrank.data.label;

import io.github.crowdrank.data.Fixtures;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Two pictures of 96x64 pixels and, between them, one that is cut in half, and their server. */
final class ServedPictures implements AutoCloseable {
  static final Path PHOTO =
      Path.of(System.getProperty("crowdrank.root"), "examples/photos/champs-elysees-1944.jpg");

  private final Path pictures;
  private LabelServer server;
  private LabelClient client;

  private ServedPictures(Path pictures, LabelServer server) {
    this.pictures = pictures;
    this.server = server;
    this.client = new LabelClient(server.address());
  }

  /** Writes {@code a.png}, {@code b.jpg} and {@code c.png} to a folder in this one. */
  static ServedPictures in(Path folder) throws IOException {
    Path pictures = folder.resolve("pictures");
    Fixtures.writeImage(pictures.resolve("a.png"), Fixtures.scene(1));
    Fixtures.writeImage(pictures.resolve("c.png"), Fixtures.scene(2));
    byte[] photo = Files.readAllBytes(PHOTO);
    Files.write(pictures.resolve("b.jpg"), Arrays.copyOf(photo, photo.length / 2));
    return new ServedPictures(pictures, LabelServer.builder(LabelFolder.open(pictures)).start());
  }

  Path pictures() {
    return pictures;
  }

  LabelServer.Builder builder() throws IOException {
    return LabelServer.builder(LabelFolder.open(pictures));
  }

  /** Starts another server in the place of this one. */
  void restart(LabelServer.Builder builder) throws IOException {
    server.close();
    server = builder.start();
    client = new LabelClient(server.address());
  }

  URI address() {
    return server.address();
  }

  LabelClient client() {
    return client;
  }

  String csv(String name) throws IOException {
    return Files.readString(pictures.resolve(name));
  }

  HttpResponse<byte[]> export(String format) throws Exception {
    return client.send(
        client
            .request("api/export")
            .POST(HttpRequest.BodyPublishers.ofString("{\"format\": \"" + format + "\"}"))
            .build());
  }

  /** What a client sends to save so many points, which lie in each of the pictures. */
  static String points(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "[" + i % 96 + ".12345678901234,63.000000000001]")
        .collect(Collectors.joining(",", "{\"points\":[", "]}"));
  }

  @Override
  public void close() {
    server.close();
  }
}
