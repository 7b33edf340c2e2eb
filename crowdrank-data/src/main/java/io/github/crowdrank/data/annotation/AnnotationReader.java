package io.github.crowdrank.data.annotation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads one kind of annotation file. Immutable and safe for use by many threads, and for files from
 * anywhere.
 */
@FunctionalInterface
public interface AnnotationReader {
  /** More points of one image than this are a broken file; the largest benchmarks have 25,000. */
  int MOST_POINTS = 100_000;

  /**
   * Reads a file.
   *
   * @return one annotation for each image the file is about
   * @throws IOException if it cannot be read or does not fit into the heap; the message says what
   *     is wrong and where, and the caller names the file
   */
  List<Annotation> read(Path file) throws IOException;

  /** Points as separated values, the layout as the first line looks; see {@link CsvLayout}. */
  static AnnotationReader csv() {
    return csv(CsvLayout.auto());
  }

  /**
   * Points as separated values: {@code x,y} on each line. Under a header that names x and y there
   * may be other columns; one called {@code image} or {@code file} makes it a file of many images,
   * in which a line without x and y says that nobody is on its image.
   */
  static AnnotationReader csv(CsvLayout layout) {
    return new WithinHeap(new CsvPoints(layout));
  }

  /**
   * JSON Lines, one object for each image: {@code {"image": "a.jpg", "points": [[x, y], ...]}}. A
   * point may also be {@code {"x": x, "y": y}}, and {@code width} and {@code height} may be given.
   */
  static AnnotationReader jsonLines() {
    return new WithinHeap(new JsonLinesReader());
  }

  /**
   * COCO's files of keypoints or boxes. A person is where the keypoint called head or nose is;
   * where that is not labelled, the first that is; where none is, the centre of the box. An image
   * with a region of people not counted one by one ({@code iscrowd}) is flawed.
   *
   * @see <a href="https://cocodataset.org/#format-data">the format</a>
   */
  static AnnotationReader coco(Labels labels) {
    return new WithinHeap(new CocoReader(labels));
  }

  /**
   * The files of LabelMe: points, and the centres of rectangles and circles. {@code imagePath} and
   * {@code imageData} are not followed: the image is the file of the same name.
   *
   * @see <a href="https://github.com/wkentaro/labelme">LabelMe</a>
   */
  static AnnotationReader labelMe(Labels labels) {
    return new WithinHeap(new LabelMeReader(labels));
  }

  /**
   * CVAT for images 1.1: points, and the centres of boxes.
   *
   * @see <a href="https://docs.cvat.ai/docs/other/xml_format">the format</a>
   */
  static AnnotationReader cvat(Labels labels) {
    return new WithinHeap(new CvatReader(labels));
  }

  /**
   * The files of the Pascal VOC development kit: the centres of boxes. They count pixels from 1 and
   * a box holds its last pixel: one from 1 to 2 ends at 2.0 here, and its centre is 1.0.
   *
   * @see <a href="http://host.robots.ox.ac.uk/pascal/VOC/voc2012/htmldoc/devkit_doc.html">the
   *     kit</a>
   */
  static AnnotationReader pascalVoc(Labels labels) {
    return new WithinHeap(new PascalVocReader(labels));
  }

  /** The MATLAB files of the ShanghaiTech benchmark: {@code image_info{1,1}.location}. */
  static AnnotationReader shanghaiTech() {
    return new WithinHeap(new ShanghaiTechMat());
  }

  /** The MATLAB files of UCF_CC_50, UCF-QNRF and NWPU-Crowd: {@code annPoints}. */
  static AnnotationReader annPoints() {
    return new WithinHeap(new AnnPointsMat());
  }

  /**
   * The MATLAB files of the videos Mall and UCSD: {@code frame{1,i}.loc}. There is one annotation
   * for each frame, in order; its image is the number of the frame, from 1.
   */
  static AnnotationReader frames() {
    return new WithinHeap(new FramesMat());
  }

  /** The text files of JHU-CROWD++: {@code x y w h o b} on each line. */
  static AnnotationReader jhuCrowd() {
    return new WithinHeap(new JhuCrowdText());
  }

  /** The JSON files of NWPU-Crowd: {@code human_num} and {@code points}. */
  static AnnotationReader nwpuCrowd() {
    return new WithinHeap(new NwpuCrowdJson());
  }
}
