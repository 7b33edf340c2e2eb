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

  @Test
  void an_escaped_password_is_sent_as_it_is_and_hidden() {
    CameraAddress camera =
        new CameraAddress(URI.create("http://joe:p%2F%3F%23%40w@camera:81/video?to=a%40b#c"));

    assertThat(camera.toString()).isEqualTo("http://camera:81/video?to=a%40b#c");
    // joe:p/?#@w
    assertThat(camera.basicAuthorization()).hasValue("Basic am9lOnAvPyNAdw==");
  }
}
