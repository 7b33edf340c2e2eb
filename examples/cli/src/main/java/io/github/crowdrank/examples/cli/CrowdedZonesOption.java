package io.github.crowdrank.examples.cli;

import io.github.crowdrank.zone.ServiceScale;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --zones} and the scale for how crowded they are. */
final class CrowdedZonesOption {
  @Mixin private ZonesOption zones;

  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      description =
          "Fruin's levels of service A to F, for people who stand or walk: ${COMPLETION-CANDIDATES}"
              + " (default: QUEUING)")
  private @Nullable ServiceScale scale;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** The zones of one picture after the other; null where nobody asked for any. */
  @Nullable ZoneFollower follower() throws IOException {
    if (scale != null && !zones.isGiven()) {
      throw new ParameterException(command.commandLine(), "--scale belongs to --zones");
    }
    return zones.follower(Objects.requireNonNullElse(scale, ServiceScale.QUEUING));
  }
}
