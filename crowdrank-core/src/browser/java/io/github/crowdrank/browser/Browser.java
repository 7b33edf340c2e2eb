package io.github.crowdrank.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A headless Chromium, told what to do in the DevTools protocol. It clicks with the mouse, as
 * people do, and refuses to wait for longer than a minute.
 */
public final class Browser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([^/]+)/");
  private static final long PATIENCE_SECONDS = 60;
  private static final long POLL_MILLIS = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> messages;
  private int calls;

  private Browser(Process process, WebSocket socket, BlockingQueue<JsonNode> messages) {
    this.process = process;
    this.socket = socket;
    this.messages = messages;
  }

  /** The program, if this machine has one on its path. */
  public static Optional<Path> installed() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts the browser and opens a page.
   *
   * @param profile an empty folder for its own files
   */
  public static Browser open(Path program, Path profile, URI page) throws Exception {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--window-size=1200,900",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String address = tabOf(process);
      Messages messages = new Messages();
      WebSocket socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(URI.create(address), messages)
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      Browser browser = new Browser(process, socket, messages.received);
      browser.go(page);
      return browser;
    } catch (Exception | Error e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** The address of the first tab's messages. */
  private static String tabOf(Process process) throws Exception {
    BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        Thread drain = new Thread(() -> err.lines().forEach(ignored -> {}), "browser-errors");
        drain.setDaemon(true);
        drain.start();
        return firstTab(URI.create("http://" + listening.group(1) + "/json"));
      }
    }
    throw new IOException("the browser ended without a word");
  }

  /** The browser listens before it has a tab. */
  private static String firstTab(URI list) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest asking =
        HttpRequest.newBuilder(list).timeout(Duration.ofSeconds(PATIENCE_SECONDS)).build();
    long deadline = deadline();
    while (true) {
      String tabs = client.send(asking, HttpResponse.BodyHandlers.ofString()).body();
      for (JsonNode tab : JSON.readTree(tabs)) {
        if (tab.path("type").asText().equals("page") && tab.has("webSocketDebuggerUrl")) {
          return tab.get("webSocketDebuggerUrl").textValue();
        }
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("the browser has no tab: " + tabs);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static long deadline() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
  }

  /** Opens another page, not another place on the same one, and waits until it is loaded. */
  public void go(URI page) throws Exception {
    load("Page.navigate", JSON.createObjectNode().put("url", page.toString()));
  }

  /** Loads the page again. */
  public void reload() throws Exception {
    load("Page.reload", JSON.createObjectNode());
  }

  private void load(String method, ObjectNode parameters) throws Exception {
    await("window.isLeft = true");
    JsonNode answer = call(method, parameters);
    if (answer.has("errorText")) {
      throw new IOException(parameters + ": " + answer.get("errorText"));
    }
    await(
        "!window.isLeft && location.href !== 'about:blank' && document.readyState === 'complete'");
  }

  private JsonNode next() throws Exception {
    JsonNode message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      throw new IOException("the browser said nothing for " + PATIENCE_SECONDS + " s");
    }
    return message;
  }

  private JsonNode call(String method, ObjectNode parameters) throws Exception {
    int id = ++calls;
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", parameters);
    socket.sendText(message.toString(), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    while (true) {
      JsonNode answer = next();
      if (answer.path("id").asInt(-1) == id) {
        if (answer.has("error")) {
          throw new IOException(method + ": " + answer.get("error"));
        }
        return answer.get("result");
      }
    }
  }

  /** The value of a JavaScript expression on the page. */
  public JsonNode evaluate(String expression) throws Exception {
    JsonNode result =
        call(
            "Runtime.evaluate",
            JSON.createObjectNode().put("expression", expression).put("returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new IOException(expression + ": " + result.get("exceptionDetails"));
    }
    return result.get("result").path("value");
  }

  /** Clicks on the middle of the first element that a CSS selector finds, scrolled into view. */
  public void click(String selector) throws Exception {
    String found = "document.querySelector(" + JSON.writeValueAsString(selector) + ")";
    evaluate(found + ".scrollIntoView({block: 'center'})");
    JsonNode box =
        evaluate(
            "(b => [b.x + b.width / 2, b.y + b.height / 2])("
                + found
                + ".getBoundingClientRect())");
    click(box.get(0).doubleValue(), box.get(1).doubleValue(), "left");
  }

  /**
   * Clicks on a place in the window, in pixels.
   *
   * @param button {@code left}, {@code right} or {@code middle}
   */
  public void click(double x, double y, String button) throws Exception {
    mouse("mousePressed", x, y, button);
    mouse("mouseReleased", x, y, button);
  }

  /** Presses the left button at one place in the window and lets go of it at another. */
  public void drag(double fromX, double fromY, double toX, double toY) throws Exception {
    mouse("mousePressed", fromX, fromY, "left");
    mouse("mouseMoved", (fromX + toX) / 2, (fromY + toY) / 2, "left");
    mouse("mouseMoved", toX, toY, "left");
    mouse("mouseReleased", toX, toY, "left");
  }

  private void mouse(String type, double x, double y, String button) throws Exception {
    call(
        "Input.dispatchMouseEvent",
        JSON.createObjectNode()
            .put("type", type)
            .put("x", x)
            .put("y", y)
            .put("button", button)
            .put("buttons", type.equals("mouseReleased") ? 0 : bit(button))
            .put("clickCount", 1));
  }

  private static int bit(String button) {
    return switch (button) {
      case "left" -> 1;
      case "right" -> 2;
      case "middle" -> 4;
      default -> throw new IllegalArgumentException("no button is called " + button);
    };
  }

  /** Turns the wheel at a place in the window; up, which is negative, zooms in on most pages. */
  public void wheel(double x, double y, double pixels) throws Exception {
    call(
        "Input.dispatchMouseEvent",
        JSON.createObjectNode()
            .put("type", "mouseWheel")
            .put("x", x)
            .put("y", y)
            .put("deltaX", 0)
            .put("deltaY", pixels));
  }

  /** Presses a key by its name, such as {@code ArrowRight} or {@code u}. */
  public void press(String key) throws Exception {
    for (String type : List.of("keyDown", "keyUp")) {
      call("Input.dispatchKeyEvent", JSON.createObjectNode().put("type", type).put("key", key));
    }
  }

  /** Waits until a JavaScript expression is true on the page, which may be about to be loaded. */
  public void await(String expression) throws Exception {
    long deadline = deadline();
    while (true) {
      String found;
      try {
        JsonNode value = evaluate(expression);
        if (value.asBoolean()) {
          return;
        }
        found = value.toString();
      } catch (IOException e) {
        found = String.valueOf(e.getMessage());
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "not within %d s: %s, but %s; the page says: %s"
                .formatted(
                    PATIENCE_SECONDS,
                    expression,
                    found,
                    evaluate("document.body.innerText").asText()));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Ends the browser and waits until the processes it started are gone, too. */
  @Override
  public void close() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroy();
    Stream.concat(Stream.of(process.toHandle()), started.stream())
        .forEach(
            it ->
                it.onExit()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .whenComplete((exited, late) -> it.destroyForcibly())
                    .join());
  }

  /** Puts the parts of each message together. */
  private static final class Messages implements WebSocket.Listener {
    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        try {
          received.add(JSON.readTree(text.toString()));
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
        text.setLength(0);
      }
      return WebSocket.Listener.super.onText(socket, part, last);
    }
  }
}
