package io.github.crowdrank.data.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.data.InterruptedImages;
import io.github.crowdrank.data.UnlabeledImages;
import io.github.crowdrank.data.clean.Verdict.Dropped;
import io.github.crowdrank.data.reader.ImageFolder;
import io.github.crowdrank.image.ImageDecoder;
import io.github.crowdrank.image.Region;
import io.github.crowdrank.image.RgbImage;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolCleaningTest {
  private static final Path PHOTO =
      Path.of(System.getProperty("crowdrank.root"), "examples/photos/champs-elysees-1944.jpg");

  @TempDir private Path folder;

  private RgbImage photo;

  @BeforeEach
  void readPhoto() throws IOException {
    photo = ImageDecoder.builder().build().decode(PHOTO).image();
  }

  private void write(String name, BufferedImage image) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
  }

  private BufferedImage scaled(int width, int height) {
    return photo
        .resample(Region.ofImage(photo.width(), photo.height()), width, height)
        .toBufferedImage();
  }

  private BufferedImage darkened() {
    BufferedImage dark = scaled(600, 450);
    Graphics2D graphics = dark.createGraphics();
    graphics.setColor(new Color(0, 0, 0, 235));
    graphics.fillRect(0, 0, 600, 450);
    graphics.dispose();
    return dark;
  }

  private static BufferedImage text() {
    BufferedImage page = new BufferedImage(600, 450, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = page.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 600, 450);
    graphics.setColor(Color.BLACK);
    graphics.setFont(new Font(Font.SERIF, Font.PLAIN, 16));
    for (int y = 30; y < 440; y += 20) {
      graphics.drawString("Counting the people in photographs, line by line, " + y, 30, y);
    }
    graphics.dispose();
    return page;
  }

  private static BufferedImage drawing() {
    BufferedImage drawing = new BufferedImage(600, 450, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = drawing.createGraphics();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 300; i++) {
      graphics.setColor(new Color(random.nextInt(0x1000000)));
      graphics.fillOval(random.nextInt(600), random.nextInt(450), 90, 90);
    }
    graphics.dispose();
    return drawing;
  }

  private static DropReason reason(Verdict verdict) {
    return ((Dropped) verdict).reason();
  }

  private void fillPool() throws IOException {
    write("pool/1-small-copy.jpg", scaled(500, 375));
    write("pool/2-large.jpg", scaled(800, 600));
    write("pool/3-tiny.jpg", scaled(200, 150));
    write("pool/4-dark.jpg", darkened());
    write("pool/5-text.jpg", text());
    write("pool/6-drawing.jpg", drawing());
    Files.writeString(folder.resolve("pool/7-broken.jpg"), "no picture");
    write("pool/8-mirrored.jpg", photo.flipHorizontally().toBufferedImage());
  }

  @Test
  void every_picture_gets_its_verdict() throws IOException {
    fillPool();
    UnlabeledImages pool = ImageFolder.open(folder.resolve("pool"));

    CleanedPool cleaned = PoolCleaning.builder(pool).build().run();

    List<Verdict> verdicts = cleaned.verdicts();
    assertThat(verdicts.get(0))
        .isInstanceOfSatisfying(
            Dropped.class, it -> assertThat(it.figure()).endsWith(" bits from 2-large.jpg"));
    assertThat(reason(verdicts.get(0))).isEqualTo(DropReason.NEAR_DUPLICATE);
    assertThat(verdicts.get(1)).isEqualTo(new Verdict.Kept("2-large.jpg"));
    assertThat(verdicts.get(2))
        .isEqualTo(new Dropped("3-tiny.jpg", DropReason.TOO_SMALL, "200x150 pixels"));
    assertThat(verdicts.subList(3, 7))
        .extracting(PoolCleaningTest::reason)
        .containsExactly(
            DropReason.TOO_DARK,
            DropReason.NO_PHOTOGRAPH,
            DropReason.NO_PHOTOGRAPH,
            DropReason.UNREADABLE);
    assertThat(verdicts.get(7)).isEqualTo(new Verdict.Kept("8-mirrored.jpg"));
    assertThat(cleaned.kept().size()).isEqualTo(2);
    assertThat(cleaned.kept().id(1)).isEqualTo("8-mirrored.jpg");

    Path csv = folder.resolve("verdicts.csv");
    cleaned.writeCsv(csv);
    assertThat(Files.readAllLines(csv))
        .hasSize(9)
        .startsWith("image,verdict,figure")
        .contains("2-large.jpg,kept,", "3-tiny.jpg,too_small,200x150 pixels");

    List<Path> sheets = ContactSheet.write(cleaned, folder.resolve("sheet.png"));
    assertThat(sheets).containsExactly(folder.resolve("sheet.png"));
    BufferedImage sheet = ImageIO.read(sheets.get(0).toFile());
    Color dropped = new Color(sheet.getRGB(8, 8));
    Color kept = new Color(sheet.getRGB(8 + (sheet.getWidth() - 6) / 10, 8));
    assertThat(dropped.getRed()).isGreaterThan(2 * dropped.getGreen());
    assertThat(kept.getGreen()).isGreaterThan(2 * kept.getRed());
  }

  @Test
  void what_a_protected_dataset_holds_goes_unless_the_caller_says_so() throws IOException {
    write("pool/a.jpg", scaled(500, 375));
    write("test/b.png", scaled(700, 525));
    UnlabeledImages pool = ImageFolder.open(folder.resolve("pool"));
    UnlabeledImages test = ImageFolder.open(folder.resolve("test"));

    Verdict refused = PoolCleaning.builder(pool).protect(test).build().run().verdicts().get(0);
    assertThat(reason(refused)).isEqualTo(DropReason.PROTECTED);
    assertThat(((Dropped) refused).figure()).endsWith(" bits from test/b.png");
    assertThat(
            PoolCleaning.builder(pool).protect(test).allowOverlap(true).build().run().kept().size())
        .isEqualTo(1);
  }

  @Test
  void a_counter_tells_crowds_from_empty_places() throws IOException {
    write("pool/crowd.jpg", scaled(800, 600));
    UnlabeledImages pool = ImageFolder.open(folder.resolve("pool"));
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      double people = counter.count(folder.resolve("pool/crowd.jpg"));
      PoolCleaning.Builder cleaning = PoolCleaning.builder(pool).counter(counter);
      assertThat(cleaning.leastPeople(people - 1).build().run().kept().size()).isEqualTo(1);
      Verdict few = cleaning.leastPeople(people + 1).build().run().verdicts().get(0);
      assertThat(few)
          .isEqualTo(
              new Dropped("crowd.jpg", DropReason.TOO_FEW_PEOPLE, Math.round(people) + " people"));
      Verdict sparse =
          cleaning.leastPeople(0).leastDensity(people / 0.48 + 1).build().run().verdicts().get(0);
      assertThat(reason(sparse)).isEqualTo(DropReason.TOO_FEW_PEOPLE);
    }
  }

  /** When it is looked at first, and when its people are counted. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void an_interrupt_while_a_picture_is_read_is_not_taken_for_its_fault(int before)
      throws IOException {
    write("pool/crowd.jpg", scaled(800, 600));
    InterruptedImages pool =
        new InterruptedImages(ImageFolder.open(folder.resolve("pool")), PHOTO, before);
    try (CrowdCounter counter = CrowdCounter.load(BundledModel.COMPACT)) {
      PoolCleaning cleaning = PoolCleaning.builder(pool).counter(counter).leastPeople(1).build();

      assertThatThrownBy(cleaning::run)
          .isInstanceOf(CancellationException.class)
          .hasMessage("the thread was interrupted while crowd.jpg was read");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void choices_that_make_no_sense_are_refused() throws IOException {
    write("pool/a.jpg", scaled(300, 300));
    UnlabeledImages pool = ImageFolder.open(folder.resolve("pool"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PoolCleaning.builder(pool).leastPeople(5).build())
        .withMessageContaining("counter");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PoolCleaning.builder(pool).mostFlat(1.5).build())
        .withMessageContaining("1.5");
  }

  @Test
  void figures_are_the_same_in_every_language() throws IOException {
    write("small.png", scaled(100, 75));
    write("a.png", scaled(600, 450));
    write("b.png", scaled(400, 300));
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      CleanedPool cleaned = PoolCleaning.builder(ImageFolder.open(folder)).build().run();
      Path csv = folder.resolve("verdicts.csv");
      cleaned.writeCsv(csv);
      assertThat(csv)
          .content()
          .contains("small.png,too_small,100x75 pixels\n", "b.png,near_duplicate,")
          .matches("(?s)[\\x00-\\x7f]*");
    } finally {
      Locale.setDefault(before);
    }
  }
}
