/**
 * Counts the people in millions of pictures on Apache Spark: one row of Parquet per picture, what
 * is done is skipped by the next run.
 */
@NullMarked
package io.github.crowdrank.examples.spark;

import org.jspecify.annotations.NullMarked;
