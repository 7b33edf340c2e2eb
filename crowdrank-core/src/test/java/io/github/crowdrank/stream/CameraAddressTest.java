package io.github.crowdrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CameraAddressTest {
  /** To a URI, what follows these characters is no part of a password any more. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://joe:se/cret@camera/video",
        "http://joe:12/secret@camera/video",
        "rtsp://joe:12?secret@camera/video",
        "rtsp://joe:12#secret@camera/video",
        "http://joe:se@cret@camera/video",
        "http://joe:12@sec/ret@camera/video",
        "http:joe:secret@camera/video",
        "joe:secret@camera/video",
        "http:/joe:secret@camera/video"
      })
  void a_password_that_is_not_escaped_is_refused_and_not_repeated(String text) {
    URI address = URI.create(text);

    assertThatThrownBy(() -> new CameraAddress(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("camera/video")
        .hasMessageContaining("/ is %2F, ? is %3F and # is %23")
        .hasMessageNotContaining("joe:")
        .hasMessageNotContaining("sec")
        .hasMessageNotContaining("cret");
  }

  /** Which the JDK's client and FFmpeg would only find when they connect, again and again. */
  @ParameterizedTest
  @ValueSource(ints = {0, 65_536, 70_000, Integer.MAX_VALUE})
  void a_port_that_cannot_be_is_refused(int port) {
    URI address = URI.create("http://joe:secret@camera:" + port + "/video");

    assertThatThrownBy(() -> new CameraAddress(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a camera's port is 1 to 65535 but was %d in http://camera:%d/video", port, port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://camera:1/", "rtsp://camera:65535/", "http://camera:/"})
  void ports_that_can_be_are_taken(String address) {
    assertThat(new CameraAddress(URI.create(address))).hasToString(address);
  }

  @Test
  void an_escaped_password_is_sent_as_it_is_and_hidden() {
    CameraAddress camera =
        new CameraAddress(URI.create("http://joe:p%2F%3F%23%40w@camera:81/video?to=a%40b#c"));

    assertThat(camera.toString()).isEqualTo("http://camera:81/video?to=a%40b#c");
    // joe:p/?#@w
    assertThat(camera.basicAuthorization()).hasValue("Basic am9lOnAvPyNAdw==");
  }
}
