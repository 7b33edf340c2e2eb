package io.github.crowdrank.pytorch;

import io.github.crowdrank.io.ForeignText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the part of Python's pickle language, protocol 2, that {@code torch.save} writes for
 * tensors in dictionaries. Calls are recognised by name and never made; everything else is refused.
 *
 * <p>Values are {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@link List}, {@link
 * Map}, {@link StoredTensor}, {@link StoredTensor.Storage}, {@link Global} and, for None, an empty
 * {@link Optional}.
 *
 * @see <a href="https://docs.python.org/3/library/pickletools.html">the language</a>
 */
final class TensorPickle {
  /** Longer than any name. */
  private static final int LONGEST_TEXT = 1 << 16;

  private static final int MOST_SIDES = 8;

  /** A class or function, by name only. */
  record Global(String name) {}

  /** On the stack where a tuple or the items of a dictionary begin. */
  private enum Mark {
    MARK
  }

  private final ByteBuffer in;
  private final Deque<Object> stack = new ArrayDeque<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  private TensorPickle(byte[] pickle) {
    this.in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * What a pickle holds.
   *
   * @throws PickleException if it is damaged or says anything else
   */
  static Object read(byte[] pickle) {
    return new TensorPickle(pickle).read();
  }

  private Object read() {
    while (true) {
      int code = need(1).get() & 0xff;
      switch (code) {
        case 0x80 -> protocol();
        case '.' -> {
          return pop(Object.class);
        }
        case '(' -> stack.push(Mark.MARK);
        case '}' -> stack.push(new LinkedHashMap<>());
        case ']' -> stack.push(new ArrayList<>());
        case ')' -> stack.push(List.of());
        case 't' -> stack.push(toMark());
        case 0x85 -> stack.push(last(1));
        case 0x86 -> stack.push(last(2));
        case 0x87 -> stack.push(last(3));
        case 'N' -> stack.push(Optional.empty());
        case 0x88 -> stack.push(true);
        case 0x89 -> stack.push(false);
        case 'J' -> stack.push((long) need(4).getInt());
        case 'K' -> stack.push(need(1).get() & 0xffL);
        case 'M' -> stack.push(need(2).getShort() & 0xffffL);
        case 0x8a -> stack.push(longNumber());
        case 'G' -> stack.push(Double.longBitsToDouble(Long.reverseBytes(need(8).getLong())));
        case 'X' -> stack.push(text(need(4).getInt()));
        case 'U' -> stack.push(text(need(1).get() & 0xff));
        case 'c' -> stack.push(new Global(line() + "." + line()));
        case 'q' -> memo.put(need(1).get() & 0xff, top());
        case 'r' -> memo.put(need(4).getInt(), top());
        case 'h' -> stack.push(remembered(need(1).get() & 0xff));
        case 'j' -> stack.push(remembered(need(4).getInt()));
        case 'a' -> append(last(1));
        case 'e' -> append(toMark());
        case 's' -> put(last(2));
        case 'u' -> put(toMark());
        case 'Q' -> stack.push(storage(pop(List.class)));
        case 'R', 0x81 -> reduce();
        // What PyTorch attaches to its dictionaries are versions of modules.
        case 'b' -> pop(Map.class);
        default ->
            throw new PickleException(
                "byte %d is 0x%02x, which torch.save does not write for tensors"
                    .formatted(in.position() - 1, code));
      }
    }
  }

  private ByteBuffer need(int bytes) {
    if (bytes < 0 || bytes > in.remaining()) {
      throw new PickleException("it ends too early, after byte " + in.position());
    }
    return in;
  }

  private void protocol() {
    int version = need(1).get();
    if (version != 2) {
      throw new PickleException(
          "it is of pickle's protocol %d but 2, the default of torch.save, is read"
              .formatted(version));
    }
  }

  private String text(int length) {
    if (length < 0 || length > LONGEST_TEXT) {
      throw new PickleException(
          "a text has %d bytes but at most %d are read".formatted(length, LONGEST_TEXT));
    }
    ByteBuffer bytes = need(length).slice(in.position(), length);
    in.position(in.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new PickleException("a text before byte %d is no UTF-8".formatted(in.position()));
    }
  }

  private String line() {
    int start = in.position();
    while (need(1).get() != '\n') {
      if (in.position() - start > LONGEST_TEXT) {
        throw new PickleException("a name is longer than " + LONGEST_TEXT);
      }
    }
    return new String(in.array(), start, in.position() - 1 - start, StandardCharsets.UTF_8);
  }

  private long longNumber() {
    int length = need(1).get() & 0xff;
    if (length > Long.BYTES) {
      throw new PickleException("a number has " + length + " bytes");
    }
    need(length);
    long value = 0;
    for (int i = 0; i < length; i++) {
      byte next = in.get();
      value |= (i == length - 1 ? (long) next : next & 0xffL) << (8 * i);
    }
    return value;
  }

  private Object top() {
    Object value = stack.peek();
    if (value == null || value == Mark.MARK) {
      throw new PickleException("something is missing before byte " + in.position());
    }
    return value;
  }

  private <T> T pop(Class<T> type) {
    Object value = top();
    stack.pop();
    if (!type.isInstance(value)) {
      throw new PickleException(
          "a %s is needed before byte %d".formatted(type.getSimpleName(), in.position()));
    }
    return type.cast(value);
  }

  private List<Object> last(int count) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(0, pop(Object.class));
    }
    return values;
  }

  private List<Object> toMark() {
    ArrayDeque<Object> values = new ArrayDeque<>();
    while (stack.peek() != Mark.MARK) {
      values.push(pop(Object.class));
    }
    stack.pop();
    return new ArrayList<>(values);
  }

  private Object remembered(int index) {
    Object value = memo.get(index);
    if (value == null) {
      throw new PickleException("nothing was remembered as " + index);
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private void append(List<Object> values) {
    if (!(top() instanceof ArrayList<?> list)) {
      throw new PickleException("no list to add to before byte " + in.position());
    }
    ((List<Object>) list).addAll(values);
  }

  @SuppressWarnings("unchecked")
  private void put(List<Object> pairs) {
    if (!(top() instanceof LinkedHashMap<?, ?> map) || pairs.size() % 2 != 0) {
      throw new PickleException("no dictionary to fill before byte " + in.position());
    }
    for (int i = 0; i < pairs.size(); i += 2) {
      // Others could hold themselves, and would be hashed without end.
      if (!(pairs.get(i) instanceof String) && !(pairs.get(i) instanceof Long)) {
        throw new PickleException("a key is neither text nor number before byte " + in.position());
      }
      ((Map<Object, Object>) map).put(pairs.get(i), pairs.get(i + 1));
    }
  }

  private void reduce() {
    List<?> arguments = pop(List.class);
    String name = pop(Global.class).name();
    switch (name) {
      case "collections.OrderedDict" -> {
        if (!arguments.isEmpty()) {
          throw new PickleException("an OrderedDict is made of values, which is not read");
        }
        stack.push(new LinkedHashMap<>());
      }
      case "torch._utils._rebuild_tensor_v2" -> stack.push(tensor(arguments));
      case "torch._utils._rebuild_parameter" ->
          stack.push(argument(arguments, 0, StoredTensor.class));
      default ->
          throw new PickleException(
              "it calls %s, which is no tensor and is never run; save the weights alone, with"
                      .formatted(ForeignText.shown(name))
                  + " torch.save(model.state_dict(), file)");
    }
  }

  private StoredTensor tensor(List<?> arguments) {
    return new StoredTensor(
        argument(arguments, 0, StoredTensor.Storage.class),
        argument(arguments, 1, Long.class),
        sides(argument(arguments, 2, List.class)),
        sides(argument(arguments, 3, List.class)));
  }

  private static List<Integer> sides(List<?> values) {
    if (values.size() > MOST_SIDES) {
      throw new PickleException("a tensor has " + values.size() + " sides");
    }
    List<Integer> sides = new ArrayList<>();
    for (Object value : values) {
      if (!(value instanceof Long side) || side < 0 || side > Integer.MAX_VALUE) {
        throw new PickleException("a side or stride of a tensor is no number up to 2^31");
      }
      sides.add(side.intValue());
    }
    return sides;
  }

  /** What stands for a storage: {@code ('storage', type, key, device, count)}. */
  private static StoredTensor.Storage storage(List<?> id) {
    String type = argument(id, 1, Global.class).name();
    for (ElementType known : ElementType.values()) {
      if (argument(id, 0, String.class).equals("storage") && type.equals("torch." + known.name())) {
        long count = argument(id, 4, Long.class);
        return new StoredTensor.Storage(argument(id, 2, String.class), known, count);
      }
    }
    throw new PickleException(
        "values are in a %s, which is not read".formatted(ForeignText.shown(type)));
  }

  private static <T> T argument(List<?> arguments, int index, Class<T> type) {
    if (index >= arguments.size() || !type.isInstance(arguments.get(index))) {
      throw new PickleException(
          "argument %d of %d is no %s"
              .formatted(index + 1, arguments.size(), type.getSimpleName()));
    }
    return type.cast(arguments.get(index));
  }
}
