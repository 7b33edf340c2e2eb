package io.github.crowdrank.data.collect;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on this machine whose answers are laid out beforehand, path by path. */
final class LocalWeb implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> userAgents = new CopyOnWriteArrayList<>();

  /** One answer. */
  @FunctionalInterface
  interface Reply {
    void send(HttpExchange exchange) throws IOException;

    static Reply of(int status, String text, String... headers) {
      return of(status, text.getBytes(StandardCharsets.UTF_8), headers);
    }

    static Reply of(int status, byte[] body, String... headers) {
      return exchange -> {
        for (int i = 0; i < headers.length; i += 2) {
          exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
      };
    }

    /** Promises all bytes and sends the first half. */
    static Reply truncated(byte[] body) {
      return exchange -> {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body, 0, body.length / 2);
        exchange.getResponseBody().flush();
      };
    }

    /** Sends bytes without saying how many there will be. */
    static Reply chunked(byte[] body) {
      return exchange -> {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(body);
      };
    }

    /** Sends a byte now and then, for as long as anybody listens. */
    static Reply dripping() {
      return exchange -> {
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        try {
          while (true) {
            body.write(1);
            body.flush();
            Thread.sleep(20);
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      };
    }

    static Reply redirect(String location) {
      return of(302, "", "Location", location);
    }
  }

  LocalWeb() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestURI().toString());
    userAgents.add(String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")));
    Deque<Reply> waiting = replies.get(exchange.getRequestURI().getPath());
    Reply reply;
    if (waiting == null) {
      reply = Reply.of(404, "nothing here");
    } else {
      synchronized (waiting) {
        reply = waiting.size() > 1 ? waiting.remove() : waiting.element();
      }
    }
    try (exchange) {
      reply.send(exchange);
    }
  }

  /** Answers requests for a path with these replies in turn, and then ever with the last. */
  LocalWeb at(String path, Reply... inTurn) {
    replies.put(path, new ArrayDeque<>(List.of(inTurn)));
    return this;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Paths and queries asked for so far. */
  List<String> requests() {
    return requests;
  }

  /** How often a path was asked for. */
  long requests(String path) {
    return requests.stream().filter(request -> request.split("\\?", 2)[0].equals(path)).count();
  }

  List<String> userAgents() {
    return userAgents;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
