package io.github.crowdrank.engine.onednn;

import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a {@link Patience}'s choices into effect by an {@link IdleTeam}. For one thread. */
final class SpinSetting implements Predicate<Patience.Spin> {
  private static final Logger LOG = LoggerFactory.getLogger(SpinSetting.class);

  private final Supplier<IdleTeam> teams;
  private @Nullable IdleTeam idle;

  SpinSetting(Supplier<IdleTeam> teams) {
    this.teams = teams;
  }

  /** Whether threads wait for each other here, and an idle team changes how. */
  static boolean hasEffect() {
    return System.getProperty("os.name", "").startsWith("Linux")
        && Runtime.getRuntime().availableProcessors() > 1
        && !"1".equals(System.getenv("OMP_NUM_THREADS"));
  }

  /**
   * Sets how long threads spin.
   *
   * @return whether it worked; if not, they spin as long as OpenMP lets them by itself
   */
  @Override
  public boolean test(Patience.Spin spin) {
    if (idle != null) {
      idle.close();
      idle = null;
    }
    if (spin == Patience.Spin.LONG) {
      return true;
    }
    try {
      idle = teams.get();
      return true;
    } catch (RuntimeException | OutOfMemoryError e) {
      // What counts people goes on without it: on a busy machine slower, with the same results.
      LOG.warn("oneDNN's threads cannot be told to sleep while they wait: {}", e.toString());
      return false;
    }
  }
}
