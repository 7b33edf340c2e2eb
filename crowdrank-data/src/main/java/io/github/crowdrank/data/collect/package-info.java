/**
 * Collects unlabelled photographs of crowds by keyword (section 3 of the paper) from public
 * catalogues, with author and licence of each. Nothing is contacted before {@link
 * io.github.crowdrank.data.collect.KeywordCollection#run} is called.
 */
@NullMarked
package io.github.crowdrank.data.collect;

import org.jspecify.annotations.NullMarked;
