/**
 * Reads crowd datasets and folders of images from disk. Everything but the pixels is read and
 * checked when a dataset is opened, and every fault is named together with its file.
 */
@NullMarked
package io.github.crowdrank.data.reader;

import org.jspecify.annotations.NullMarked;
