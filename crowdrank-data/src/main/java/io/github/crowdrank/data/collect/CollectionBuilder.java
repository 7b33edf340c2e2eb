package io.github.crowdrank.data.collect;

import io.github.crowdrank.image.ImageLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Choices for a {@link KeywordCollection}. Not safe for use by many threads. */
public final class CollectionBuilder {
  private static final String PRODUCT = "[A-Za-z0-9._-]{1,60}(/[A-Za-z0-9._-]{1,60})?";

  /** What an {@link io.github.crowdrank.image.ImageDecoder} takes unless told otherwise. */
  private static final long MOST_BYTES = ImageLimits.defaults().maxFileBytes();

  private final Path folder;
  private final String contact;
  private final Set<String> loopback = new HashSet<>();
  private @Nullable List<ImageSource> sources;
  private List<String> keywords = KeywordCollection.PAPER_KEYWORDS;
  private int perKeyword = 200;
  private Set<License> licenses = License.free();
  private int minWidth = 224;
  private int minHeight = 224;
  private long maxBytes = 20L << 20;
  private String application = "crowdrank";
  private double requestsPerSecond = 1;
  private int retries = 4;
  private Duration backOff = Duration.ofSeconds(1);
  private Duration longestWait = Duration.ofMinutes(5);
  private Duration deadline = Duration.ofMinutes(1);
  private boolean plainHttp;
  private long seed = 1;
  private CollectionListener listener = new CollectionListener() {};
  private Time time = Time.system();

  CollectionBuilder(Path folder, String contact) {
    this.folder = folder;
    this.contact = contact;
  }

  /** Where to search, asked in turn. Default: all {@link ImageSource#installed()}. */
  public CollectionBuilder sources(List<? extends ImageSource> value) {
    sources = List.copyOf(value);
    return this;
  }

  /** What to search for. Default: {@link KeywordCollection#PAPER_KEYWORDS}. */
  public CollectionBuilder keywords(List<String> value) {
    keywords = List.copyOf(value);
    return this;
  }

  /** How many pictures are kept for each keyword, of all sources together. Default: 200. */
  public CollectionBuilder perKeyword(int images) {
    perKeyword = images;
    return this;
  }

  /** The program in whose name servers are asked, {@code name/version}. Default: crowdrank. */
  public CollectionBuilder application(String value) {
    application = value;
    return this;
  }

  /** Which licences are kept. Default: {@link License#free()}. */
  public CollectionBuilder licenses(Collection<License> value) {
    licenses = value.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(value));
    return this;
  }

  /** Least size of a picture in pixels. Default: 224x224, the size of the paper's patches. */
  public CollectionBuilder minSize(int width, int height) {
    minWidth = width;
    minHeight = height;
    return this;
  }

  /** Most bytes of a picture's file, at most 64 MiB. Default: 20 MiB. */
  public CollectionBuilder maxBytes(long bytes) {
    maxBytes = bytes;
    return this;
  }

  /** How often each host is asked, at most, 0.01 to 100. Default: once a second. */
  public CollectionBuilder requestsPerSecond(double value) {
    requestsPerSecond = value;
    return this;
  }

  /**
   * How often a request is repeated that failed for a reason that may pass: no connection, a
   * truncated or late answer, status 408, 425, 429 and 500 to 599.
   *
   * @param value after the first attempt, 0 to 20; 4 unless set
   * @param backOff wait before the first repetition, doubled for each that follows; a second unless
   *     set
   */
  public CollectionBuilder retries(int value, Duration backOff) {
    retries = value;
    this.backOff = backOff;
    return this;
  }

  /**
   * The longest wait for a host that asks for one, and between repetitions. A request that would
   * have to wait longer fails without being sent. Default: five minutes.
   */
  public CollectionBuilder longestWait(Duration value) {
    longestWait = value;
    return this;
  }

  /** How long a request may take as a whole, to the last byte. Default: a minute. */
  public CollectionBuilder deadline(Duration value) {
    deadline = value;
    return this;
  }

  /** What the random part of waits follows from. Default: 1. */
  public CollectionBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** Who is told of the progress. Default: nobody. */
  public CollectionBuilder listener(CollectionListener value) {
    listener = value;
    return this;
  }

  /** Allows HTTP beside HTTPS, for a catalogue within one's own walls. */
  public CollectionBuilder allowPlainHttp() {
    plainHttp = true;
    return this;
  }

  /** Allows one host and port to be a loopback address, for tests against a local server. */
  public CollectionBuilder allowLoopbackForTests(String host, int port) {
    loopback.add(host + ":" + port);
    return this;
  }

  /** Tells the time and waits in tests. */
  CollectionBuilder time(Time value) {
    time = value;
    return this;
  }

  /**
   * Checks the choices.
   *
   * @throws IllegalArgumentException if one is out of range; the message says which
   */
  public KeywordCollection build() {
    List<ImageSource> asked = sources == null ? ImageSource.installed() : sources;
    require(
        contact.matches("[!-~]+@[!-~]+|https?://[!-~]+") && contact.length() <= 200,
        "a contact is an e-mail address or a URL but was \"" + contact + "\"");
    require(
        application.matches(PRODUCT),
        "an application is name/version but was \"" + application + "\"");
    require(!asked.isEmpty(), "there is at least one source but none was given");
    List<String> names = asked.stream().map(ImageSource::name).toList();
    require(
        names.stream().allMatch(name -> name.matches("[a-z0-9-]{1,40}"))
            && new HashSet<>(names).size() == names.size(),
        "names of sources differ and are of a-z, 0-9 and - but were " + names);
    require(!keywords.isEmpty(), "there is at least one keyword but none was given");
    require(
        new HashSet<>(keywords).size() == keywords.size()
            && keywords.stream().noneMatch(String::isBlank),
        "keywords differ and are not blank but were " + keywords);
    require(!licenses.isEmpty(), "there is at least one licence but none was given");
    require(perKeyword >= 1, "images per keyword are 1 or more but were " + perKeyword);
    require(
        minWidth >= 1 && minHeight >= 1,
        "a least size is 1x1 or more but was " + minWidth + "x" + minHeight);
    require(
        maxBytes >= 1 && maxBytes <= MOST_BYTES,
        "most bytes are 1 to " + MOST_BYTES + " but were " + maxBytes);
    require(
        requestsPerSecond >= 0.01 && requestsPerSecond <= 100,
        "requests per second are 0.01 to 100 but were " + requestsPerSecond);
    require(retries >= 0 && retries <= 20, "retries are 0 to 20 but were " + retries);
    requirePositive("a back-off", backOff);
    requirePositive("a longest wait", longestWait);
    requirePositive("a deadline", deadline);
    return new KeywordCollection(
        new CollectionPlan(
            folder,
            asked,
            keywords,
            perKeyword,
            licenses,
            minWidth,
            minHeight,
            maxBytes,
            listener,
            connections()));
  }

  private ConnectionPlan connections() {
    // Who, and how to reach them, as Wikimedia's user agent policy asks.
    String userAgent = application + " (" + contact + ") Java/" + Runtime.version().feature();
    return new ConnectionPlan(
        userAgent,
        new AddressRules(plainHttp, Set.copyOf(loopback), AddressRules.Resolver::system),
        time,
        Duration.ofNanos((long) (1e9 / requestsPerSecond)),
        retries,
        backOff,
        longestWait,
        deadline,
        seed);
  }

  private static void requirePositive(String name, Duration value) {
    require(
        value.compareTo(Duration.ZERO) > 0 && value.compareTo(Duration.ofDays(1)) <= 0,
        name + " is more than 0 and at most a day but was " + value);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
