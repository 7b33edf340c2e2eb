package io.github.crowdrank.data.annotation;

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

class PascalVocReaderTest {
  @TempDir private Path folder;

  private TextFile file(Labels labels) {
    return new TextFile(folder.resolve("street.xml"), AnnotationReader.pascalVoc(labels));
  }

  /** As in the development kit, whose objects may have parts with boxes of their own. */
  private static String object(String name, String box) {
    return """
        <annotation>
          <folder>VOC2012</folder><filename>2007_000027.jpg</filename>
          <size><width>486</width><height>500</height><depth>3</depth></size>
          <object>
            <name>%s</name><pose>Unspecified</pose><difficult>0</difficult>
            <bndbox>%s</bndbox>
            <part><name>head</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></part>
          </object>
        </annotation>
        """
        .formatted(name, box);
  }

  private static final String BOX =
      "<xmax>349</xmax><xmin>174</xmin><ymax>351</ymax><ymin>101</ymin>";

  @Test
  void boxes_hold_their_last_pixel_and_are_counted_from_one() throws IOException {
    assertThat(file(Labels.people()).read(object("person", BOX)))
        .containsExactly(TextFile.annotation("", 486, 500, new HeadPoint(261, 225.5)));
    assertThat(
            file(Labels.people())
                .points(
                    object(
                        "person",
                        "<xmin>1</xmin><ymin>1.5</ymin><xmax>1</xmax><ymax> 2.5 </ymax>")))
        .containsExactly(new HeadPoint(0.5, 1.5));
    assertThat(file(Labels.only(List.of("person"))).points(object("sofa", BOX))).isEmpty();
  }

  @Test
  void a_comment_or_an_instruction_within_a_number_is_no_part_of_it() throws IOException {
    String box =
        "<xmin>1<!--7--></xmin><ymin><?x 7?>1</ymin><xmax>1<!--7-->1</xmax><ymax><![CDATA[2]]>1</ymax>";
    assertThat(file(Labels.people()).points(object("person", box)))
        .containsExactly(new HeadPoint(5.5, 10.5));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sofa|<xmin>1</xmin>|line 8, <object> name is \"sofa\", none of [",
        "head|<xmin>1</xmin><ymin>1</ymin><xmax>2</xmax>|line 8, <object> has no element <ymax>",
        "head|<xmin>5</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax>|has a box from (5.0, 1.0) to (2.0, 2.0), which ends before it begins",
        "head|<xmin>a</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax>|line 8, <object> xmin is \"a\" but should be a number",
        "head|<xmin>1</xmin><xmin>1</xmin>|line 6, <xmin> occurs twice",
        "head|<xmin><b/></xmin>|line 6, <b> should not be there",
        "head|<xmin>1</xmax>|line 6: not sound XML"
      })
  void what_is_wrong_is_named(String name, String box, String message) {
    assertThatThrownBy(() -> file(Labels.people()).read(object(name, box)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }
}
