package io.github.crowdrank.image;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The file formats that can be read, told apart by a file's first bytes and never by its name.
 *
 * <p>{@link #TIFF} and {@link #WEBP} have to be allowed by {@link ImageDecoder.Builder#formats},
 * and their readers added to the class path: {@code com.twelvemonkeys.imageio:imageio-tiff} and
 * {@code imageio-webp}. They are large readers, whose time cannot be told from the header.
 */
public enum ImageFormat {
  /** JPEG of 8 bits. CMYK and YCCK need {@code com.twelvemonkeys.imageio:imageio-jpeg}. */
  JPEG("JPEG"),
  /** PNG. */
  PNG("PNG"),
  /** GIF; of an animation the first frame. */
  GIF("GIF"),
  /** Windows and OS/2 bitmaps. */
  BMP("BMP"),
  /**
   * TIFF and BigTIFF; of many pages the first. JPEG data of the old style in it are not read. White
   * is the largest whole number of as many bits as a sample has, declared as signed or not, or the
   * floating-point number 1; signed samples of 16 bits are not read. Of the samples beyond the
   * colours the first is alpha if ExtraSamples (tag 338) says so, associated or not, or is missing;
   * all others are left out.
   */
  TIFF("TIFF"),
  /**
   * WebP; of an animation the first frame. Pictures with loss are read approximately: with
   * TwelveMonkeys 3.14.0 their samples are some 2 of 255 off. Transparency that is not compressed
   * is not read.
   */
  WEBP("WebP");

  private static final Set<ImageFormat> DEFAULTS =
      Collections.unmodifiableSet(EnumSet.of(JPEG, PNG, GIF, BMP));

  private final String title;

  ImageFormat(String title) {
    this.title = title;
  }

  /** JPEG, PNG, GIF and BMP. */
  public static Set<ImageFormat> defaults() {
    return DEFAULTS;
  }

  /** What people call it. */
  String title() {
    return title;
  }
}
