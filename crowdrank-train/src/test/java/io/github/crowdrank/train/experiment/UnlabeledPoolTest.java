package io.github.crowdrank.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.reader.ImageFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnlabeledPoolTest {
  @TempDir private Path folder;

  private Path images(String name) throws IOException {
    Path images = Files.createDirectories(folder.resolve(name));
    for (int i = 1; i <= 2; i++) {
      ImageIO.write(
          new BufferedImage(8, 4 + i, BufferedImage.TYPE_INT_RGB),
          "png",
          images.resolve(i + ".png").toFile());
    }
    return images;
  }

  private static List<String> told(UnlabeledImages images) {
    return IntStream.range(0, images.size())
        .mapToObj(i -> images.name() + "/" + images.id(i))
        .toList();
  }

  @Test
  void images_are_told_by_how_they_were_found_and_not_by_the_name_of_their_folder()
      throws IOException {
    for (String name : List.of("photos", "moved")) {
      UnlabeledImages found = UnlabeledPool.same(ImageFolder.open(images(name))).beside("part A");
      assertThat(told(found)).containsExactly("keyword images/1.png", "keyword images/2.png");
      assertThat(found.image(1).height()).isEqualTo(6);
      assertThat(found.sourceFile(0)).contains(folder.resolve(name).resolve("1.png"));
    }
    images("similar/fold-3");

    assertThat(told(UnlabeledPool.folders(folder.resolve("similar")).beside("fold 3")))
        .containsExactly("images found by example/1.png", "images found by example/2.png");
  }
}
