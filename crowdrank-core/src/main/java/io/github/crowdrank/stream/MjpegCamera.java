package io.github.crowdrank.stream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;

/**
 * A camera that sends JPEG after JPEG over HTTP ({@code multipart/x-mixed-replace}). Live: while a
 * frame is counted, newer ones replace each other. Immutable.
 *
 * <p>Redirects are not followed. A user and password in the address are sent as Basic
 * authentication and appear in no message.
 */
public final class MjpegCamera implements FrameSource {
  /** Made for the first camera; a client has a thread of its own. */
  private static final class Client {
    static final HttpClient SHARED =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  private final CameraAddress address;
  private final Duration timeout;
  private final int mostBytes;

  private MjpegCamera(CameraAddress address, Duration timeout, int mostBytes) {
    this.address = address;
    this.timeout = timeout;
    this.mostBytes = mostBytes;
  }

  /**
   * A camera that has 10 seconds for each frame, of at most 16 MiB.
   *
   * @param address of {@code http} or {@code https}
   * @throws IllegalArgumentException if it is of another scheme, has no host or a port that is not
   *     in 1..65535, or holds an @ after its host, where a password that is not escaped would end
   */
  public static MjpegCamera at(URI address) {
    CameraAddress camera = new CameraAddress(address);
    if (!camera.scheme().startsWith("http")) {
      throw new IllegalArgumentException(
          "MJPEG comes over http or https but the address is " + camera + "; see Video");
    }
    return new MjpegCamera(camera, Duration.ofSeconds(10), 16 << 20);
  }

  /**
   * This camera with another time for connecting, for the beginning of its answer, and for each
   * frame from its first byte to its last.
   *
   * @throws IllegalArgumentException if it is not 1 millisecond to 30 minutes
   */
  public MjpegCamera withTimeout(Duration value) {
    return new MjpegCamera(address, StreamTime.requireTimeout(value), mostBytes);
  }

  /**
   * This camera with another size that no frame may exceed.
   *
   * @param bytes of a JPEG, 1 or more
   * @throws IllegalArgumentException if it is not positive
   */
  public MjpegCamera withMaxFrameBytes(int bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("a frame has 1 byte or more but was to have " + bytes);
    }
    return new MjpegCamera(address, timeout, bytes);
  }

  @Override
  public boolean live() {
    return true;
  }

  @Override
  public FrameReader open() throws IOException, InterruptedException {
    CameraRequest.Answer answer;
    try {
      answer = CameraRequest.send(Client.SHARED, request(), timeout);
    } catch (HttpTimeoutException e) {
      throw new SocketTimeoutException(
          "%s did not answer within %s s".formatted(address, seconds()));
    } catch (ConnectException e) {
      throw new ConnectException(address + " cannot be reached: " + reason(e));
    } catch (IOException e) {
      throw new IOException(address + " cannot be read: " + reason(e), e);
    }
    try {
      if (answer.head().statusCode() != 200) {
        throw new ProtocolException("answered with status " + answer.head().statusCode());
      }
      String type = answer.head().headers().firstValue("Content-Type").orElse("");
      return new Reader(answer.body(), MultipartFrames.boundary(type));
    } catch (ProtocolException e) {
      answer.body().cancel();
      throw new ProtocolException(address + " " + e.getMessage());
    }
  }

  /**
   * Without a time of its own, which would end the stream from Java 26 on: there it is for the
   * body, too, and a camera's has no end. {@link CameraRequest} keeps the time until the answer
   * begins.
   */
  HttpRequest request() {
    HttpRequest.Builder request = HttpRequest.newBuilder(address.plain());
    address.basicAuthorization().ifPresent(it -> request.header("Authorization", it));
    return request.build();
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private double seconds() {
    return timeout.toMillis() / 1e3;
  }

  private final class Reader implements FrameReader {
    private final TimedBody body;
    private final MultipartFrames frames;

    Reader(TimedBody body, String boundary) {
      this.body = body;
      this.frames = new MultipartFrames(body::read, boundary, mostBytes);
    }

    @Override
    public Frame next() throws IOException, InterruptedException {
      body.within(timeout);
      try {
        byte[] bytes = frames.next();
        if (bytes == null) {
          throw new IOException(address + " ended the stream");
        }
        return new Frame(Instant.now(), new Frame.Encoded(bytes));
      } catch (SocketTimeoutException e) {
        throw new SocketTimeoutException(
            "%s sent no whole frame within %s s".formatted(address, seconds()));
      } catch (ProtocolException e) {
        throw new ProtocolException(address + " " + e.getMessage());
      } catch (EOFException e) {
        throw new EOFException(address + " broke off within a frame");
      } catch (InterruptedIOException e) {
        Thread.interrupted();
        throw new InterruptedException(e.getMessage());
      }
    }

    @Override
    public void close() {
      body.cancel();
    }
  }
}
