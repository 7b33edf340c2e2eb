package io.github.crowdrank.stream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A camera on this machine that does to each connection in turn what it is told, and then hangs up.
 */
public final class LocalCamera implements AutoCloseable {
  private final ServerSocket server;
  private final List<Act> acts;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Each frame waits for a permit, so that none is dropped unless the test wants it. */
  private final Semaphore frames = new Semaphore(0);

  /** What is done to a connection. */
  @FunctionalInterface
  public interface Act {
    /** Speaks until it has no more to say. */
    void on(Connection connection) throws IOException, InterruptedException;
  }

  /** Listens; the last act is for all further connections, too. */
  public LocalCamera(Act... acts) throws IOException {
    this.acts = List.of(acts);
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::listen, "camera");
    thread.setDaemon(true);
    thread.start();
  }

  private void listen() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        if (server.isClosed()) {
          // It came while the camera was dying, and a dead camera answers nobody.
          socket.close();
          return;
        }
        int index = Math.min(connections.getAndIncrement(), acts.size() - 1);
        Thread thread = new Thread(() -> serve(socket, acts.get(index)), "camera connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket, Act act) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      StringBuilder request = new StringBuilder();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        request.append(line).append('\n');
      }
      requests.add(request.toString());
      act.on(new Connection(socket.getOutputStream()));
    } catch (IOException e) {
      // The other side hung up first.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One that is open. */
  public final class Connection {
    private final OutputStream out;

    private Connection(OutputStream out) {
      this.out = out;
    }

    /** Sends text as it is. */
    public void send(String text) throws IOException {
      send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes as they are. */
    public void send(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    /** Begins a stream of frames. */
    public void begin() throws IOException {
      send(
          "HTTP/1.1 200 OK\r\n"
              .concat("Content-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n"));
    }

    /** Waits for a permit and sends a whole frame. */
    public void frame(byte[] jpeg) throws IOException, InterruptedException {
      frames.acquire();
      announce(jpeg.length);
      send(jpeg);
      send("\r\n");
    }

    /** What precedes a frame. */
    public void announce(int bytes) throws IOException {
      send("--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + bytes + "\r\n\r\n");
    }

    /** Says nothing until the camera is closed. */
    public void stall() throws InterruptedException {
      closed.await();
    }
  }

  /** Lets so many frames through. */
  public void permit(int number) {
    frames.release(number);
  }

  /** Its address. */
  public URI address() {
    return address("");
  }

  URI address(String user) {
    return URI.create("http://" + user + "127.0.0.1:" + server.getLocalPort() + "/video");
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  List<String> requests() {
    return requests;
  }

  /** Hangs up and listens no more. */
  @Override
  public void close() throws IOException {
    server.close();
    closed.countDown();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
