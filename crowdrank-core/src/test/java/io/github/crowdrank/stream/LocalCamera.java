package io.github.crowdrank.stream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/**
 * A camera on this machine that does to each connection in turn what it is told, and then hangs up.
 */
final class LocalCamera implements AutoCloseable {
  private final ScriptedServer<Connection> server;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** Each frame waits for a permit, so that none is dropped unless the test wants it. */
  private final Semaphore frames = new Semaphore(0);

  /** What is done to a connection. */
  @FunctionalInterface
  interface Act extends ScriptedServer.Act<Connection> {}

  /** Listens; the last act is for all further connections, too. */
  LocalCamera(Act... acts) throws IOException {
    this.server = new ScriptedServer<>(this::serve, List.of(acts));
  }

  private void serve(Socket socket, ScriptedServer.Act<Connection> act)
      throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    StringBuilder request = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      request.append(line).append('\n');
    }
    requests.add(request.toString());
    act.on(new Connection(in, socket.getOutputStream()));
  }

  /** One that is open. */
  final class Connection {
    private final BufferedReader in;
    private final OutputStream out;

    private Connection(BufferedReader in, OutputStream out) {
      this.in = in;
      this.out = out;
    }

    /** Sends text as it is. */
    void send(String text) throws IOException {
      send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes as they are. */
    void send(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    /** Begins a stream of frames. */
    void begin() throws IOException {
      send(
          "HTTP/1.1 200 OK\r\n"
              .concat("Content-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n"));
    }

    /** Waits for a permit and sends a whole frame. */
    void frame(byte[] jpeg) throws IOException, InterruptedException {
      frames.acquire();
      announce(jpeg.length);
      send(jpeg);
      send("\r\n");
    }

    /** What precedes a frame. */
    void announce(int bytes) throws IOException {
      send("--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + bytes + "\r\n\r\n");
    }

    /** Waits for the other side to hang up. */
    void awaitEnd() throws IOException {
      while (in.read() >= 0) {
        // It has nothing more to say.
      }
    }

    /** Says nothing until the camera is closed. */
    void stall() throws InterruptedException {
      server.awaitClosed();
    }
  }

  /** Lets so many frames through. */
  void permit(int number) {
    frames.release(number);
  }

  /** Its address. */
  URI address() {
    return address("");
  }

  URI address(String user) {
    return URI.create("http://" + user + "127.0.0.1:" + server.port() + "/video");
  }

  int port() {
    return server.port();
  }

  int connections() {
    return server.connections();
  }

  List<String> requests() {
    return requests;
  }

  /** Hangs up and listens no more. */
  @Override
  public void close() throws IOException {
    server.close(Socket::close);
  }
}
