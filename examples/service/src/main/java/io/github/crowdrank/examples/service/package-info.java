/** Counts the people in pictures that are sent to it over HTTP. */
@NullMarked
package io.github.crowdrank.examples.service;

import org.jspecify.annotations.NullMarked;
