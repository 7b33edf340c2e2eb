package io.github.crowdrank.stream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Listens on this machine and does to each connection in turn what it is told, in a thread of its
 * own; the last act is for all further connections, too.
 *
 * @param <C> a connection, as an act speaks to it
 */
final class ScriptedServer<C> {
  private final ServerSocket socket;
  private final Thread listener;
  private final Protocol<C> protocol;
  private final List<Act<C>> acts;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** What is done to a connection. */
  @FunctionalInterface
  interface Act<C> {
    /** Speaks until it has no more to say. */
    void on(C connection) throws IOException, InterruptedException;
  }

  /** How connections are spoken to. */
  @FunctionalInterface
  interface Protocol<C> {
    /** From the first byte to the last. */
    void serve(Socket socket, Act<C> act) throws IOException, InterruptedException;
  }

  /** How a connection is hung up. */
  @FunctionalInterface
  interface HangUp {
    /** Ends it, as the server is to say no more. */
    void on(Socket socket) throws IOException;
  }

  ScriptedServer(Protocol<C> protocol, List<Act<C>> acts) throws IOException {
    this.protocol = protocol;
    this.acts = acts;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.listener = start(this::listen, "camera");
  }

  static Thread start(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void listen() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        open.add(connection);
        int index = Math.min(connections.getAndIncrement(), acts.size() - 1);
        start(() -> serve(connection, acts.get(index)), "camera connection");
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection, Act<C> act) {
    try (connection) {
      protocol.serve(connection, act);
    } catch (IOException e) {
      // The other side hung up first.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(connection);
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  /** Waits until it is closed. */
  void awaitClosed() throws InterruptedException {
    closed.await();
  }

  /**
   * Listens no more and hangs up: in this order, or who calls again at once would get through. A
   * socket whose thread is still accepting when it is closed takes one more connection.
   */
  void close(HangUp hangUp) throws IOException {
    socket.close();
    try {
      listener.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closed.countDown();
    for (Socket connection : open) {
      hangUp.on(connection);
    }
  }
}
