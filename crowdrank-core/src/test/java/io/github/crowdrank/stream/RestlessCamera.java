package io.github.crowdrank.stream;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A camera on this machine that sends 250 whole frames to each connection, one of them no picture,
 * and then ends it in one of four ways in turn. After four of them it refuses two connections.
 */
final class RestlessCamera implements AutoCloseable {
  /** Whole frames in a stream. */
  static final int FRAMES = 250;

  /** So many are sent without waiting, and each one after them when the one before was seen. */
  private static final int AT_ONCE = 225;

  private static final int NO_PICTURE = 240;

  /** Bytes that nobody reads to their end. */
  private static final int LONG = 100_000;

  private static final String NO_LENGTH = "Content-Length: x\r\n\r\n";
  private static final String TYPE =
      "Content-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n";

  private final byte[] jpeg;
  private final byte[] damaged;
  private final int streams;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final Semaphore seen = new Semaphore(0);
  private final ScriptedServer<Socket> server;
  private long lastSeen;

  /**
   * Listens.
   *
   * @param streams after whose last frame it says no more
   */
  RestlessCamera(byte[] jpeg, int streams) throws IOException {
    this.jpeg = jpeg;
    this.damaged = Arrays.copyOf(jpeg, jpeg.length / 2);
    this.streams = streams;
    this.server = new ScriptedServer<>((socket, act) -> act.on(socket), List.of(this::serve));
  }

  private void serve(Socket socket) throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      // What is asked for is the same each time.
    }
    OutputStream out = new BufferedOutputStream(socket.getOutputStream());
    int turn = connections.getAndIncrement() % 6;
    if (turn < 4) {
      stream(out, turn);
    } else {
      refused.incrementAndGet();
      send(out, turn == 4 ? "HTTP/1.1 503 Busy\r\n\r\n" : "HTTP/1.1 200 OK\r\n" + NO_LENGTH);
      out.write(new byte[LONG]);
    }
    out.flush();
  }

  private void stream(OutputStream out, int ending) throws IOException, InterruptedException {
    send(out, "HTTP/1.1 200 OK\r\n" + TYPE + "--frame\r\n");
    for (int frame = 1; frame <= FRAMES; frame++) {
      byte[] bytes = frame == NO_PICTURE ? damaged : jpeg;
      // Every other camera leaves the length out.
      send(out, ending % 2 == 0 ? "Content-Length: " + bytes.length + "\r\n\r\n" : "\r\n");
      out.write(bytes);
      send(out, frame == FRAMES && ending == 0 ? "\r\n--frame--\r\n" : "\r\n--frame\r\n");
      if (frame >= AT_ONCE) {
        out.flush();
        seen.acquire(frame == AT_ONCE ? AT_ONCE : 1);
      }
    }
    if (reconnects() == streams - 1) {
      server.awaitClosed();
    }
    switch (ending) {
      case 1 -> {
        send(out, "Content-Length: " + jpeg.length + "\r\n\r\n");
        out.write(damaged);
      }
      case 2 -> send(out, NO_LENGTH);
      case 3 -> out.write(new byte[LONG]);
      default -> {
        // It is said already.
      }
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.port() + "/video");
  }

  /** Its frames up to this one have come out of the stream, or are dropped. For one thread. */
  void saw(long number) {
    seen.release((int) (number - lastSeen));
    lastSeen = number;
  }

  /** Connections that it has answered without a frame. */
  int refused() {
    return refused.get();
  }

  /** Streams that it has begun after the first one. */
  int reconnects() {
    return connections.get() - refused.get() - 1;
  }

  /** Hangs up and listens no more. */
  @Override
  public void close() throws IOException {
    server.close(Socket::close);
  }
}
