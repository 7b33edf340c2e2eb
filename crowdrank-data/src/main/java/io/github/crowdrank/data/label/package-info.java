/**
 * A page on which a person clicks heads on the pictures of a folder, served to a browser of the
 * same machine, and the files of points that it keeps. It knows the counter only as somebody who
 * suggests heads.
 */
@NullMarked
package io.github.crowdrank.data.label;

import org.jspecify.annotations.NullMarked;
