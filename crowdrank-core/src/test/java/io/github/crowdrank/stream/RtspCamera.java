package io.github.crowdrank.stream;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A camera on this machine that speaks RTSP, RFC 2326, and sends RTP within the same connection. It
 * does to each connection in turn what it is told, and then hangs up.
 */
final class RtspCamera implements AutoCloseable {
  private static final int CLOCK_RATE = 90_000;
  private static final int FRAMES_PER_SECOND = 5;

  private final ScriptedServer<Connection> server;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** Each frame waits for a permit, so that none is dropped unless the test wants it. */
  private final Semaphore frames = new Semaphore(0);

  /** What is done to a connection. */
  @FunctionalInterface
  interface Act extends ScriptedServer.Act<Connection> {}

  /** Listens; the last act is for all further connections, too. */
  RtspCamera(Act... acts) throws IOException {
    this.server = new ScriptedServer<>(this::serve, List.of(acts));
  }

  private void serve(Socket socket, ScriptedServer.Act<Connection> act)
      throws IOException, InterruptedException {
    socket.setTcpNoDelay(true);
    Connection connection = new Connection(socket);
    act.on(connection);
    endOutput(socket);
    connection.awaitEnd();
  }

  private static void endOutput(Socket socket) throws IOException {
    synchronized (socket) {
      if (!socket.isClosed() && !socket.isOutputShutdown()) {
        socket.shutdownOutput();
      }
    }
  }

  /** One that is open. */
  final class Connection {
    private final InputStream in;
    private final OutputStream out;
    private int sequence = 65_530; // wraps soon
    private int timestamp = -CLOCK_RATE; // as does this
    private int payloadType = RtpJpeg.PAYLOAD_TYPE;
    private String attributes = "";
    private @Nullable Thread answers;

    private Connection(Socket socket) throws IOException {
      this.in = new BufferedInputStream(socket.getInputStream());
      this.out = socket.getOutputStream();
    }

    /** Announces other video than JPEG, by the lines of SDP that say what it is. */
    void announce(int type, String lines) {
      payloadType = type;
      attributes = lines;
    }

    /** Answers until the other side has asked for the stream, and then from another thread. */
    void play() throws IOException {
      playTo("");
    }

    /** As {@link #play}, for those whose requests for the stream have a header. */
    void playTo(String authorization) throws IOException {
      String request = request();
      while (!request.startsWith("PLAY ")) {
        answer(request, authorization);
        request = request();
      }
      answer(request, authorization);
      answers = ScriptedServer.start(this::answerOn, "camera answers");
    }

    private void answerOn() {
      try {
        while (true) {
          answerIfHeard(request());
        }
      } catch (IOException e) {
        // One of the two hung up.
        return;
      }
    }

    /** Who hung up may have said something before, which is still to be read. */
    private void answerIfHeard(String request) {
      try {
        answer(request, "");
      } catch (IOException e) {
        return;
      }
    }

    /**
     * Waits for the other side to hang up, too; what it says unheard would reset the connection.
     */
    void awaitEnd() throws InterruptedException {
      if (answers != null) {
        answers.join();
      }
    }

    /** Answers with a status, such as "404 Not Found", whatever is asked of the stream. */
    void refuse(String status, String... headers) throws IOException {
      while (true) {
        String request = request();
        if (request.startsWith("OPTIONS ")) {
          answer(request, "");
        } else {
          respond(request, status, String.join("", headers), "");
        }
      }
    }

    /** The next one, with its header; what comes within the connection, as reports, is skipped. */
    private String request() throws IOException {
      StringBuilder request = new StringBuilder();
      while (request.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          throw new EOFException();
        }
        if (next == '$' && request.isEmpty()) {
          int bytes = ByteBuffer.wrap(in.readNBytes(3)).getShort(1) & 0xffff;
          in.skipNBytes(bytes);
        } else {
          request.append((char) next);
        }
      }
      requests.add(request.toString());
      return request.toString();
    }

    private void answer(String request, String authorization) throws IOException {
      String method = request.substring(0, request.indexOf(' '));
      if (!method.equals("OPTIONS") && !request.contains(authorization)) {
        respond(request, "401 Unauthorized", "WWW-Authenticate: Basic realm=\"camera\"\r\n", "");
        return;
      }
      switch (method) {
        case "OPTIONS" ->
            respond(
                request,
                "200 OK",
                "Public: DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN\r\n",
                "");
        case "DESCRIBE" ->
            respond(
                request,
                "200 OK",
                "Content-Type: application/sdp\r\nContent-Base: " + address() + "/\r\n",
                "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=camera\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\n"
                    + ("m=video 0 RTP/AVP " + payloadType + "\r\n" + attributes)
                    + "a=control:track1\r\n");
        case "SETUP" -> {
          if (request.contains("RTP/AVP/TCP")) {
            respond(
                request,
                "200 OK",
                "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 7;timeout=2\r\n",
                "");
          } else {
            respond(request, "461 Unsupported Transport", "", "");
          }
        }
        default -> respond(request, "200 OK", "Session: 7\r\n", "");
      }
    }

    private void respond(String request, String status, String headers, String body)
        throws IOException {
      String sequence =
          request.lines().filter(it -> it.startsWith("CSeq:")).findFirst().orElse("CSeq: 0");
      String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
      send(
          ("RTSP/1.0 " + status + "\r\n" + sequence + "\r\n" + headers + length + "\r\n" + body)
              .getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes as they are. */
    synchronized void send(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    /** Waits for a permit and sends a whole frame. */
    void frame(byte[] jpeg) throws IOException, InterruptedException {
      frame(RtpJpeg.payloads(jpeg));
    }

    /** Waits for a permit and sends a whole frame of other video in some packets. */
    void frame(List<byte[]> payloads) throws IOException, InterruptedException {
      frames.acquire();
      for (int i = 0; i < payloads.size(); i++) {
        packet(i == payloads.size() - 1, payloads.get(i));
      }
      endFrame();
    }

    /** Sends a payload in a packet of the frame that is being sent, perhaps its last. */
    void packet(boolean last, byte[] payload) throws IOException {
      ByteBuffer packet = ByteBuffer.allocate(12 + payload.length);
      packet.put((byte) 0x80).put((byte) ((last ? 0x80 : 0) | payloadType));
      packet.putShort((short) sequence++).putInt(timestamp).putInt(0xca3e7a);
      interleaved(0, packet.put(payload).array());
    }

    /** What comes next is of the next frame. */
    void endFrame() {
      timestamp += CLOCK_RATE / FRAMES_PER_SECOND;
    }

    /** Sends what a channel carries: 0 is RTP, 1 the reports of RTCP. */
    void interleaved(int channel, byte[] content) throws IOException {
      ByteBuffer framed = ByteBuffer.allocate(4 + content.length);
      framed.put((byte) '$').put((byte) channel).putShort((short) content.length).put(content);
      send(framed.array());
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
    return URI.create("rtsp://" + user + "127.0.0.1:" + server.port() + "/live");
  }

  /** To open it takes one frame, which is not lost. */
  FrameReader openOnceSent() throws IOException, InterruptedException {
    permit(1);
    return Video.camera(address()).open();
  }

  List<String> requests() {
    return requests;
  }

  int connections() {
    return server.connections();
  }

  /** Listens no more and hangs up. */
  void hangUp() throws IOException {
    server.close(RtspCamera::endOutput);
  }

  @Override
  public void close() throws IOException {
    hangUp();
  }
}
