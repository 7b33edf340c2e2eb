/**
 * Pictures that look alike. Near-duplicates, which would leak from one side of a split to the other
 * or be learned twice, are found by a hash of 64 bits; pictures of like scenes by a descriptor from
 * a counter's own features.
 *
 * <p>The index of descriptors is Apache Lucene's: the one maintained library whose graph lies on
 * disk, grows by appending, survives a crash between two commits and keeps ids and hashes beside
 * the vectors, in one jar of 4.3 MB without further dependencies; who wants the index adds it.
 * JVector has the smaller jar (0.4 MB, with two or three dependencies), but its graph on disk is
 * written whole, and its fourth version is a release candidate.
 */
@NullMarked
package io.github.crowdrank.data.similar;

import org.jspecify.annotations.NullMarked;
