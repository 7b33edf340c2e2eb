package io.github.crowdrank.data.annotation;

import static io.github.crowdrank.data.annotation.TextFile.annotation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CvatReaderTest {
  @TempDir private Path folder;

  private TextFile file(Labels labels) {
    return new TextFile(folder.resolve("annotations.xml"), AnnotationReader.cvat(labels));
  }

  private static String images(String images) {
    return """
        <?xml version="1.0" encoding="utf-8"?>
        <!-- exported -->
        <annotations>
          <version>1.1</version>
          <meta><task><name>a &lt;task&gt;</name><labels><label><name>head</name></label></labels></task></meta>
          %s
        </annotations>
        """
        .formatted(images);
  }

  @Test
  void points_and_boxes_of_all_images_are_read() throws IOException {
    String images =
        """
        <image id="0" name="a&amp;b.jpg" width="640" height="480">
          <points label="head" occluded="0" points="1.25,2.00;3.00,4.50" z_order="0">
            <attribute name="age">child</attribute>
          </points>
          <box label="person" xtl="10.0" ytl="20.0" xbr="30.0" ybr="25.0" rotation="30"></box>
          <polygon label="tree" points="1,2;3,4;5,6"/>
          <tag label="night"/>
        </image>
        <image id="1" name="deep/b.png" width="2" height="3"/>
        """;
    assertThat(file(Labels.only(List.of("head", "person"))).read(images(images)))
        .containsExactly(
            annotation(
                "a&b.jpg",
                640,
                480,
                new HeadPoint(1.25, 2),
                new HeadPoint(3, 4.5),
                new HeadPoint(20, 22.5)),
            annotation("deep/b.png", 2, 3));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<track id=\"0\"/>|line 6, <track> is of the format for video",
        "<image width=\"2\" height=\"2\"/>|line 6, <image> has no attribute name",
        "<image name=\"a\" height=\"2\"/>|line 6, <image> has no attribute width",
        "<image name=\"a\" width=\"2.5\" height=\"2\"/>|line 6, <image> width is \"2.5\" but should be a number of pixels",
        "<image name=\"a\" width=\"2\" height=\"2\"/><image name=\"a\" width=\"2\" height=\"2\"/>|is \"a\", which is named before",
        "<image name=\"a\" width=\"2\" height=\"2\"><points points=\"1,2\"/></image>|<points> has no attribute label",
        "<image name=\"a\" width=\"2\" height=\"2\"><points label=\"head\" points=\"1;2\"/></image>|line 6, <points> points holds \"1\" but should hold x,y;x,y",
        "<image name=\"a\" width=\"2\" height=\"2\"><points label=\"head\" points=\"1,2,3\"/></image>|points is \"2,3\" but should be a number",
        "<image name=\"a\" width=\"2\" height=\"2\"><box label=\"head\" xtl=\"NaN\" ytl=\"1\" xbr=\"2\" ybr=\"2\"/></image>|line 6, <box> xtl is \"NaN\"",
        "<image name=\"a\" width=\"2\" height=\"2\"><polygon label=\"head\" points=\"1,2\"/></image>|line 6, <polygon> should be <points> or <box>",
        "<image name=\"a\" width=\"2\" height=\"2\"><box label=\"car\"/></image>|line 6, <box> is \"car\", none of [",
        "<image name=\"a\" name=\"b\" width=\"2\" height=\"2\"/>|line 6: not sound XML: AttributeNotUnique",
        "<image name=\"a\" width=\"2\" height=\"2\">|line 7: not sound XML",
        "&undefined;|line 6: not sound XML"
      })
  void what_is_wrong_is_named_with_its_line_and_element(String images, String message) {
    assertThatThrownBy(() -> file(Labels.people()).read(images(images)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_file_of_another_kind_is_named() {
    assertThatThrownBy(() -> file(Labels.people()).read("<annotation/>"))
        .hasMessage("line 1, <annotation> should be <annotations>");
  }
}
