package io.github.crowdrank.data.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.data.reader.DatasetFault;
import io.github.crowdrank.data.reader.DatasetFault.Kind;
import io.github.crowdrank.data.reader.DatasetFault.Severity;
import io.github.crowdrank.data.reader.ShanghaiTech;
import io.github.crowdrank.research.ResearchData;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is known of ShanghaiTech's training splits, looked at by eye where a picture is judged. */
class RealDatasetCheckTest {
  @Test
  void shanghaitech_repeats_two_pictures_and_some_points() throws Exception {
    Path root = ResearchData.folder().resolve("ShanghaiTech");
    ShanghaiTech format = new ShanghaiTech();

    DatasetReport report =
        DatasetCheck.builder()
            .split(format.list(root, "A-train"))
            .split(format.list(root, "B-train"))
            .build()
            .run();

    assertThat(report.count(Severity.ERROR)).isZero();
    assertThat(report.byKind().keySet())
        .containsExactly(Kind.DUPLICATE_POINT, Kind.CLOSE_POINTS, Kind.SAME_PICTURE);
    assertThat(report.byKind().get(Kind.SAME_PICTURE))
        .extracting(fault -> fault.file().getFileName().toString())
        .containsExactly("IMG_169.jpg", "IMG_283.jpg");
    assertThat(report.byKind().get(Kind.SAME_PICTURE))
        .extracting(DatasetFault::reason)
        .satisfiesExactly(
            reason -> assertThat(reason).contains("IMG_167.jpg"),
            reason -> assertThat(reason).contains("IMG_118.jpg"));
    assertThat(report.byKind().get(Kind.DUPLICATE_POINT)).hasSize(52);
    assertThat(report.splits())
        .extracting(split -> split.heads().getSum())
        .containsExactly(162_413L, 49_151L);
    assertThat(report.splits().get(0).greyImages()).isEqualTo(23);
  }
}
