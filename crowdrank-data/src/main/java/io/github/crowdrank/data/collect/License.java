package io.github.crowdrank.data.collect;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Families of licences, whatever their version. */
public enum License {
  /** In the public domain, by age or by dedication. */
  PUBLIC_DOMAIN,
  /** Creative Commons Zero. */
  CC0,
  /** Creative Commons Attribution. */
  CC_BY,
  /** Attribution, share alike. */
  CC_BY_SA,
  /** Attribution, no derivatives. */
  CC_BY_ND,
  /** Attribution, not commercial. */
  CC_BY_NC,
  /** Attribution, not commercial, share alike. */
  CC_BY_NC_SA,
  /** Attribution, not commercial, no derivatives. */
  CC_BY_NC_ND,
  /** Any other licence, or none that is known. */
  OTHER;

  private static final Set<License> FREE =
      Collections.unmodifiableSet(EnumSet.of(PUBLIC_DOMAIN, CC0, CC_BY, CC_BY_SA));
  private static final Pattern ATTRIBUTION =
      Pattern.compile("cc_(by(?:_nc)?(?:_(?:sa|nd))?)(?:_\\d.*)?");

  /** Those that allow any use and change: public domain, CC0, CC BY and CC BY-SA. */
  public static Set<License> free() {
    return FREE;
  }

  /**
   * The family of a licence by its name, such as {@code CC BY-SA 3.0 de} or {@code Public domain}.
   */
  public static License of(@Nullable String name) {
    String key =
        name == null ? "" : name.toLowerCase(Locale.ROOT).strip().replaceAll("[^a-z0-9]+", "_");
    if (key.startsWith("cc0") || key.startsWith("cc_zero")) {
      return CC0;
    }
    if (key.startsWith("public_domain") || key.equals("pd") || key.startsWith("pd_")) {
      return PUBLIC_DOMAIN;
    }
    Matcher attribution = ATTRIBUTION.matcher(key);
    return attribution.matches()
        ? valueOf("CC_" + attribution.group(1).toUpperCase(Locale.ROOT))
        : OTHER;
  }
}
