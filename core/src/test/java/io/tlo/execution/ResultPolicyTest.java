package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@AsksAside
@Tag("jdk")
class ResultPolicyTest {

  private static @Nullable String safe(@Nullable Object result) {
    return ResultPolicy.text(ResultPolicy.SAFE.keep(result));
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of(17, "17"),
        Arguments.of(17L, "17"),
        Arguments.of((short) 17, "17"),
        Arguments.of((byte) 17, "17"),
        Arguments.of(1.5, "1.5"),
        Arguments.of(1.5f, "1.5"),
        Arguments.of(true, "true"),
        Arguments.of('x', "x"),
        Arguments.of("text", "text"),
        Arguments.of(new BigDecimal("1.50"), "1.50"),
        Arguments.of(BigInteger.TEN, "10"),
        Arguments.of(new UUID(1, 2), "00000000-0000-0001-0000-000000000002"),
        Arguments.of(Duration.ofSeconds(5), "PT5S"),
        Arguments.of(LocalDate.of(2026, 11, 23), "2026-11-23"),
        Arguments.of(Instant.EPOCH, "1970-01-01T00:00:00Z"),
        Arguments.of(ZoneId.of("Europe/Kyiv"), "Europe/Kyiv"),
        Arguments.of(TimeUnit.SECONDS, "SECONDS"),
        Arguments.of(DayOfWeek.MONDAY, "MONDAY"),
        Arguments.of(new ArrayList<>(List.of(1, 2)), "ArrayList of 2"),
        Arguments.of(new ArrayDeque<>(List.of(1)), "ArrayDeque of 1"),
        Arguments.of(new HashMap<>(Map.of(1, 1)), "HashMap of 1"),
        Arguments.of(new TreeMap<>(Map.of(1, 1)), "TreeMap of 1"),
        Arguments.of(List.of(), "List of 0"),
        Arguments.of(List.of(1, 2, 3), "List of 3"),
        Arguments.of(Set.of(1), "Set of 1"),
        Arguments.of(Map.of(1, 1, 2, 2), "Map of 2"),
        Arguments.of(Optional.of(1), "Optional[1]"),
        Arguments.of(Optional.of(List.of(1, 2)), "Optional[List of 2]"),
        Arguments.of(Optional.empty(), "Optional.empty"),
        Arguments.of(new int[3], "[I"),
        Arguments.of(Arrays.asList(1, 2), "java.util.Arrays$ArrayList"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void valueOfTheJdkIsKeptAsText(Object result, String expected) {
    assertThat(safe(result)).isEqualTo(expected);
  }

  @Test
  void nothingIsKeptOfNull() {
    assertThat(safe(null)).isNull();
  }

  @Test
  void longTextIsCut() {
    assertThat(safe("x".repeat(1_024))).isEqualTo("x".repeat(1_024));
    assertThat(safe("x".repeat(5_000))).isEqualTo("x".repeat(1_023) + "…");
  }

  @Test
  void longTextIsNotHeld() {
    assertThat(ResultPolicy.SAFE.keep("x".repeat(5_000))).asString().hasSize(1_024);
  }

  @Test
  void secretsInTextAreMasked() {
    assertThat(safe("token=abc")).isEqualTo("token=***");
  }

  @Test
  void numberThatIsHugeIsItsClass() {
    assertThat(safe(BigInteger.ONE.shiftLeft(100_000))).isEqualTo("java.math.BigInteger");
    assertThat(safe(new BigDecimal(BigInteger.ONE.shiftLeft(100_000))))
        .isEqualTo("java.math.BigDecimal");
  }

  /** An object of an application that must not be touched. */
  private static final class Untouchable implements Comparable<Untouchable> {
    @Override
    public int compareTo(Untouchable other) {
      throw new IllegalStateException("compareTo was called");
    }

    @Override
    public boolean equals(@Nullable Object other) {
      throw new IllegalStateException("equals was called");
    }

    @Override
    public int hashCode() {
      throw new IllegalStateException("hashCode was called");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("toString was called");
    }
  }

  /** A list of an application. */
  private static final class OwnList extends AbstractList<Object> {
    @Override
    public Object get(int index) {
      throw new IllegalStateException("get was called");
    }

    @Override
    public int size() {
      throw new IllegalStateException("size was called");
    }
  }

  /** A class of an application that looks like one of the JDK. */
  private static final class OwnArrayList extends ArrayList<Object> {
    private static final long serialVersionUID = 1L;

    @Override
    public int size() {
      throw new IllegalStateException("size was called");
    }
  }

  private static final class OwnNumber extends BigInteger {
    private static final long serialVersionUID = 1L;

    OwnNumber() {
      super("1");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("toString was called");
    }
  }

  private enum OwnEnum {
    ONE {
      @Override
      public String toString() {
        throw new IllegalStateException("toString was called");
      }
    }
  }

  private static final class OwnClock extends Clock {
    @Override
    public ZoneId getZone() {
      throw new IllegalStateException("getZone was called");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new IllegalStateException("withZone was called");
    }

    @Override
    public Instant instant() {
      throw new IllegalStateException("instant was called");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("toString was called");
    }
  }

  static Stream<Object> objectsOfTheApplication() {
    TreeSet<Object> sorted = new TreeSet<>((a, b) -> {
      if (a instanceof String || b instanceof String) {
        return a.toString().compareTo(b.toString());
      }
      throw new IllegalStateException("the comparator was called");
    });
    sorted.add("a");
    return Stream.of(
        new Untouchable(),
        new OwnList(),
        new OwnArrayList(),
        new OwnNumber(),
        Collections.unmodifiableList(new OwnList()),
        Collections.unmodifiableCollection(new OwnList()),
        Collections.synchronizedList(new OwnList()),
        new Untouchable[] {new Untouchable()},
        Clock.offset(new OwnClock(), Duration.ofSeconds(1)),
        Clock.tick(new OwnClock(), Duration.ofSeconds(1)),
        sorted.tailSet("0"));
  }

  @ParameterizedTest
  @MethodSource("objectsOfTheApplication")
  void objectOfTheApplicationIsItsClassAndIsNotCalled(Object result) {
    assertThat(safe(result) == null ? "" : safe(result))
        .isEqualTo(result.getClass().getName());
  }

  @Test
  void objectOfTheApplicationIsNotHeld() {
    for (Object result : objectsOfTheApplication().toList()) {
      assertThat(ResultPolicy.SAFE.keep(result)).isInstanceOf(String.class);
    }
  }

  @Test
  void objectOfTheApplicationInAnOptionalIsItsClassAndIsNeitherCalledNorHeld() {
    Object kept = ResultPolicy.SAFE.keep(Optional.of(new Untouchable()));

    assertThat(ResultPolicy.text(kept)).isEqualTo("Optional[" + Untouchable.class.getName() + "]");
    assertThat(kept).isNotInstanceOf(Optional.class);
  }

  @Test
  void viewOfASortedSetIsNotCountedByComparing() {
    TreeSet<Integer> counted = new TreeSet<>((a, b) -> {
      assertThat(Thread.currentThread().getStackTrace())
          .noneMatch(frame -> frame.getClassName().equals(ResultPolicy.class.getName()));
      return Integer.compare(a, b);
    });
    counted.addAll(List.of(1, 2, 3));

    assertThat(safe(counted.subSet(1, 3))).isEqualTo("java.util.TreeSet");
  }

  @Test
  void enumConstantIsItsNameAndNotItsText() {
    assertThat(safe(OwnEnum.ONE)).isEqualTo("ONE");
  }

  @Test
  void elementsOfACollectionAreNotCalled() {
    List<Object> list = new ArrayList<>();
    list.add(new Untouchable());

    assertThat(safe(list)).isEqualTo("ArrayList of 1");
  }

  @Test
  void sizeIsThatAtTheEndOfTheExecution() {
    List<Object> list = new ArrayList<>();
    Object kept = ResultPolicy.SAFE.keep(list);
    list.add(1);

    assertThat(ResultPolicy.text(kept)).isEqualTo("ArrayList of 0");
  }

  @Test
  void offKeepsNothing() {
    assertThat(ResultPolicy.OFF.keep("text")).isNull();
    assertThat(ResultPolicy.OFF.keep(17)).isNull();
  }

  @Test
  void fullAsksAnyObjectForItsTextAtOnceAndCutsIt() {
    StringBuilder builder = new StringBuilder("x".repeat(5_000));
    Object kept = ResultPolicy.FULL.keep(builder);
    builder.setLength(0);

    assertThat(ResultPolicy.text(kept)).isEqualTo("x".repeat(1_023) + "…");
  }

  @Test
  void fullMasksSecrets() {
    assertThat(ResultPolicy.text(ResultPolicy.FULL.keep(CharBuffer.wrap("secret: abc"))))
        .isEqualTo("secret: ***");
  }

  @Test
  void fullSurvivesATextThatThrows() {
    assertThat(ResultPolicy.text(ResultPolicy.FULL.keep(new Untouchable())))
        .isEqualTo(Untouchable.class.getName()
            + " (its toString() threw java.lang.IllegalStateException)");
  }

  @Test
  void fullSurvivesATextThatIsNull() {
    Object nothing = new Object() {
      @Override
      @SuppressWarnings({"NullAway", "ToStringReturnsNull"}) // what an application may do
      public String toString() {
        return null;
      }
    };

    assertThat(ResultPolicy.FULL.keep(nothing)).isNull();
  }

  /** A default time zone of the application's own making. */
  private static final class OwnZone extends SimpleTimeZone {
    private static final long serialVersionUID = 1L;
    static final Set<String> ASKED_ON = ConcurrentHashMap.newKeySet();

    OwnZone() {
      super(0, "Own");
    }

    @Override
    public int getOffset(long date) {
      ASKED_ON.add(Thread.currentThread().getName());
      return super.getOffset(date);
    }
  }

  @Test
  @SuppressWarnings("JavaUtilDate") // what an application may return
  void fullAsksADateAsideSinceItAsksTheDefaultTimeZone() {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(new OwnZone());
    try {
      assertThat(ResultPolicy.text(ResultPolicy.FULL.keep(new Date(0))))
          .startsWith("Thu Jan 01 00:00:00 ");
    } finally {
      TimeZone.setDefault(before);
    }

    assertThat(OwnZone.ASKED_ON)
        .anyMatch(each -> each.startsWith("tlo-asker-"))
        .doesNotContain(Thread.currentThread().getName());
  }

  @Test
  void exceptionAsAResultIsItsClassName() {
    assertThat(safe(new DateTimeException("no such day", new IllegalStateException())))
        .isEqualTo("java.time.DateTimeException");
  }
}
