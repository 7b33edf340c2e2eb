package io.github.crowdrank.train;

import io.github.crowdrank.loss.DensityTarget;
import io.github.crowdrank.network.FeatureMaps;
import io.github.crowdrank.train.TrainingProblem.BrokenImage;
import java.util.List;

/**
 * The pictures of one step: labelled patches first, then groups of ranked patches, largest first.
 *
 * @param input all patches, ready for the network
 * @param targets what is known of the labelled ones
 * @param rankedPatches how many ranked patches follow them
 * @param sources where each labelled patch and each ranked group comes from, for error messages
 * @param broken images that could not be read, each as often as it was tried
 */
record TrainingBatch(
    FeatureMaps input,
    List<DensityTarget> targets,
    int rankedPatches,
    List<String> sources,
    List<BrokenImage> broken) {}
