package io.github.crowdrank.data.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.data.annotation.CsvLayout.Header;
import io.github.crowdrank.data.annotation.CsvLayout.Separator;
import io.github.crowdrank.density.HeadPoint;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvPointsTest {
  @TempDir private Path folder;
  private TextFile csv;

  @BeforeEach
  void automatic() {
    csv = layout(CsvLayout.auto());
  }

  private TextFile layout(CsvLayout layout) {
    return new TextFile(folder.resolve("a.csv"), AnnotationReader.csv(layout));
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(
      strings = {
        "1.5,2\n-3,4e1\n",
        "1.5, 2\r\n\r\n -3 , +40.0 ",
        "1.5;2\n-3;40",
        "1.5\t2\r-3\t40",
        "1.5 2\n-3   40\n",
        "x,y\n1.5,2\n-3,40",
        "Y;X\n2;1.5\n40;-3",
        "\ufeff\"x\"\t\"y\"\n\"1.5\"\t\"2\"\n-3\t40",
        "x y\n1.5 2\n-3 40\n",
        "id,x,y,name\n1,1.5,2,\"Li, \"\"Wei\"\"\"\n2,-3,40,\n",
      })
  void points_are_read_whatever_separates_them(String text) throws IOException {
    assertThat(csv.points(text)).containsExactly(new HeadPoint(1.5, 2), new HeadPoint(-3, 40));
  }

  @Test
  void one_file_may_hold_the_points_of_many_images() throws IOException {
    assertThat(csv.read("image,x,y\nb.jpg,1,2\na.jpg,3,4\nempty.jpg,,\nb.jpg,5,6\n"))
        .containsExactly(
            TextFile.annotation("b.jpg", new HeadPoint(1, 2), new HeadPoint(5, 6)),
            TextFile.annotation("a.jpg", new HeadPoint(3, 4)),
            TextFile.annotation("empty.jpg"));
    assertThatThrownBy(() -> csv.read("x,y,file\n1,2,a.jpg\n1,,a.jpg"))
        .hasMessageContaining("line 3 is \"1,,a.jpg\"");
    assertThatThrownBy(() -> csv.read("x,y,file\n1,2\n"))
        .hasMessage("line 2 is \"1,2\" but should have 3 values, as the header has");
    assertThatThrownBy(() -> csv.read("x,y,file\n1,2,\n")).hasMessageContaining("line 2 is \"\"");
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"1,5;2,5", "1,5 2,5", "1,5\t2,5", "1,5,2,5", "x;y\n1,5;2,5"})
  void a_decimal_comma_is_refused(String text) {
    assertThatThrownBy(() -> csv.read(text))
        .hasMessageMatching("line \\d is \".*\" but should be x.*y: two finite numbers with .*")
        .hasMessageEndingWith("a decimal comma is not read");
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(
      strings = {
        "row,col\n1,2",
        "x,x,y\n1,2,3",
        "x,y,file,image\n1,2,a,b",
        "one,2",
        "1,2\nx,y",
        "1",
        "1,2,3",
        "1e8,2",
        "1e999,2",
        "NaN,2",
        "0x10,2",
        "1,\"2",
        "1,2\0"
      })
  void what_is_no_point_is_refused_with_its_line(String text) {
    assertThatThrownBy(() -> csv.read(text))
        .isInstanceOf(IOException.class)
        .hasMessageMatching("(?s)line [12] is \".*\" but (should be x|has a quotation mark).*");
  }

  @Test
  void points_of_many_images_without_a_header_are_told_what_they_lack() {
    assertThatThrownBy(() -> csv.read("a.jpg,1,2\n"))
        .hasMessage(
            "line 1 is \"a.jpg,1,2\" but should be x,y: two finite numbers; other columns need a"
                + " first line that names all, such as image,x,y");
  }

  @Test
  void a_layout_can_be_chosen() throws IOException {
    assertThat(layout(new CsvLayout(Separator.SEMICOLON, Header.ABSENT)).points("1;2"))
        .containsExactly(new HeadPoint(1, 2));
    assertThatThrownBy(() -> layout(new CsvLayout(Separator.SEMICOLON, Header.AUTO)).read("1,2\n"))
        .hasMessageContaining("should be x;y");
    assertThatThrownBy(() -> layout(new CsvLayout(Separator.COMMA, Header.ABSENT)).read("x,y\n"))
        .hasMessageContaining("line 1 is \"x,y\"");
    assertThatThrownBy(() -> layout(new CsvLayout(Separator.COMMA, Header.PRESENT)).read("1,2\n"))
        .hasMessageContaining("a header that names x, y");
    assertThat(layout(new CsvLayout(Separator.TAB, Header.PRESENT)).points("y\tx\n1\t2"))
        .containsExactly(new HeadPoint(2, 1));
  }
}
