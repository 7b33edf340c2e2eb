package io.github.crowdrank.data.label;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.crowdrank.io.LockFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the page on which a person clicks heads, to browsers of this machine only. Every change is
 * on disk before the page calls it saved: a process that is killed loses nothing of that.
 *
 * <p>The address holds a token; who does not know it sees and changes nothing, whether another web
 * page in the same browser or another user of the machine. Several pages may be open at once: what
 * one of them has changed, another cannot overwrite unseen. Who takes longer than 30 seconds to
 * send a request, or to take the answer, is hung up on.
 *
 * <p>A folder of points belongs to one server at a time, by a lock on the hidden file {@value
 * #LOCK} in it, which a process that ends gives up however it ends.
 *
 * <p>Serves on threads of its own. {@link #address} may be asked by any thread; one thread closes
 * it. A {@link Builder} is not safe for use by many threads.
 */
public final class LabelServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LabelServer.class);
  private static final String HOST = "127.0.0.1";
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final String API = "/api/";

  /** 100,000 points with all their digits. */
  private static final int MOST_BODY_BYTES = 8 << 20;

  /** Of them a client may hold one for a while. */
  static final int THREADS = 8;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Hidden, and so neither a picture nor points. */
  static final String LOCK = ".crowdrank-label.lock";

  private final HttpServer server;
  private final RequestThreads threads;
  private final RequestGuard guard;
  private final LabelApi api;
  private final byte[] page;
  private final LockFile lock;

  private LabelServer(
      HttpServer server, RequestThreads threads, LabelApi api, byte[] page, LockFile lock) {
    this.server = server;
    this.threads = threads;
    this.guard = new RequestGuard(server.getAddress().getPort());
    this.api = api;
    this.page = page;
    this.lock = lock;
  }

  /** Choices for the page of a folder. */
  public static Builder builder(LabelFolder folder) {
    return new Builder(folder);
  }

  /** What to open in a browser, token and all. */
  public URI address() {
    return URI.create(
        "http://" + HOST + ":" + server.getAddress().getPort() + "/#" + guard.token());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      threads.answerReady();
      Headers headers = exchange.getResponseHeaders();
      headers.set("Cache-Control", "no-store");
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      headers.set(
          "Content-Security-Policy",
          "default-src 'none'; connect-src 'self'; img-src data:; style-src 'unsafe-inline';"
              + " script-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
              + " frame-ancestors 'none'");
      answer.send(exchange);
    }
  }

  private Answer answer(HttpExchange exchange) {
    try {
      guard.requireOwnHost(exchange.getRequestHeaders());
      String path = String.valueOf(exchange.getRequestURI().getPath());
      if (path.equals("/") && exchange.getRequestMethod().equals("GET")) {
        return Answer.of("text/html; charset=utf-8", page);
      }
      if (!path.startsWith(API)) {
        throw new Refusal(404, "there is nothing at " + path);
      }
      guard.requireToken(exchange);
      ApiRequest request =
          new ApiRequest(
              exchange.getRequestMethod(),
              path.substring(API.length()),
              exchange.getRequestHeaders().getFirst("If-Match"),
              body(exchange));
      threads.requestArrived();
      return api.answer(request);
    } catch (Refusal e) {
      return e.answer();
    } catch (IOException | OutOfMemoryError e) {
      return Answer.problem(500, Sentence.of(e));
    } catch (RuntimeException | Error e) {
      LOG.error("{} {}", exchange.getRequestMethod(), exchange.getRequestURI(), e);
      return Answer.problem(500, "this is a fault of the program: " + e);
    }
  }

  private static String body(HttpExchange exchange) throws IOException, Refusal {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES + 1);
    if (body.length > MOST_BODY_BYTES) {
      throw new Refusal(413, "a request has at most %d bytes".formatted(MOST_BODY_BYTES));
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * Takes no more requests, waits until what is being saved is on disk, and lets others have the
   * folder. It waits for 30 seconds at most, even on a thread that is interrupted, which it stays.
   */
  @Override
  public void close() {
    // On Java 25 the JDK's server forgets that its thread was interrupted.
    boolean interrupted = Thread.interrupted();
    try {
      server.stop(0);
      if (!threads.close(PATIENCE)) {
        LOG.warn("requests go on after {} s", PATIENCE.toSeconds());
      }
    } finally {
      release(lock);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void release(LockFile lock) {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("the lock of a folder of points could not be given up: {}", e.toString());
    }
  }

  /** Choices for a {@link LabelServer}. */
  public static final class Builder {
    private final LabelFolder folder;
    private int port;
    private @Nullable HeadSuggestions suggestions;
    private String exportFormat = "csv";
    private Path exportFolder;
    private Duration patience = PATIENCE;

    private Builder(LabelFolder folder) {
      this.folder = folder;
      Path root = folder.root().toAbsolutePath().normalize();
      this.exportFolder = Objects.requireNonNullElse(root.getParent(), root);
    }

    /**
     * The port to listen on, 0 for any that is free, which is the default.
     *
     * @throws IllegalArgumentException if it is not in 0..65535
     */
    public Builder port(int value) {
      if (value < 0 || value > 65_535) {
        throw new IllegalArgumentException("a port is 0 to 65535 but was " + value);
      }
      port = value;
      return this;
    }

    /** Who suggests heads. Default: nobody. */
    public Builder suggestions(HeadSuggestions value) {
      suggestions = value;
      return this;
    }

    /**
     * The format that the page exports in unless the person chooses another: the name of a {@link
     * io.github.crowdrank.data.reader.WritableFormat}. Default: {@code csv}.
     *
     * @throws IllegalArgumentException if there is no such format
     */
    public Builder exportFormat(String name) {
      exportFormat = LabelExport.requireFormat(name);
      return this;
    }

    /**
     * Where the page makes a new folder for each export. Default: where the folder of pictures is.
     */
    public Builder exportFolder(Path value) {
      exportFolder = value;
      return this;
    }

    /** How long a client may take to send a request, and to take the answer. Default: 30 s. */
    Builder patience(Duration value) {
      patience = value;
      return this;
    }

    /**
     * Starts serving.
     *
     * @throws IOException if the port cannot be had, or the folder of points is another server's,
     *     in this process or in any other, or cannot be written; the message names it
     */
    public LabelServer start() throws IOException {
      LockFile lock = lock(folder.points());
      LabelServer started = null;
      try {
        started = start(lock);
      } finally {
        if (started == null) {
          release(lock);
        }
      }
      return started;
    }

    private static LockFile lock(Path points) throws IOException {
      Optional<LockFile> lock;
      try {
        lock = LockFile.tryTake(points.resolve(LOCK));
      } catch (IOException e) {
        throw new IOException(
            "%s cannot be labelled, for its file %s cannot be locked: %s"
                .formatted(points, LOCK, Sentence.of(e)),
            e);
      }
      return lock.orElseThrow(
          () ->
              new IOException(
                  "the points in %s are being labelled by another run; go on at the address that it"
                          .formatted(points)
                      + " printed, or end it first"));
    }

    private LabelServer start(LockFile lock) throws IOException {
      byte[] page = page();
      SuggestedHeads suggested =
          suggestions == null ? null : new SuggestedHeads(folder, suggestions);
      LabelApi api =
          new LabelApi(folder, suggested, new LabelExport(folder, exportFolder), exportFormat);
      HttpServer server;
      try {
        server =
            HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
      } catch (IOException e) {
        throw new IOException(
            "port %d of this machine cannot be had: %s; choose another, or 0 for any"
                .formatted(port, e.getMessage()),
            e);
      }
      RequestThreads threads = new RequestThreads(THREADS, patience);
      LabelServer labels = new LabelServer(server, threads, api, page, lock);
      server.setExecutor(threads);
      server.createContext("/", labels::handle);
      server.start();
      return labels;
    }

    private static byte[] page() throws IOException {
      try (InputStream in = LabelServer.class.getResourceAsStream("label-page.html")) {
        if (in == null) {
          throw new IllegalStateException("the library lacks its file label-page.html");
        }
        return in.readAllBytes();
      }
    }
  }
}
