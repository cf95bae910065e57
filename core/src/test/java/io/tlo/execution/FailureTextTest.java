package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.WriteAbortedException;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@AsksAside
@Tag("jdk")
class FailureTextTest {

  private static final StackTraceElement FRAME =
      new StackTraceElement("com.acme.Orders", "ship", "Orders.java", 7);

  private static <T extends Throwable> T deep(T thrown, int frames) {
    StackTraceElement[] trace = new StackTraceElement[frames];
    for (int i = 0; i < frames; i++) {
      trace[i] = new StackTraceElement(thrown.getClass().getName(), "m" + i, "F.java", i);
    }
    thrown.setStackTrace(trace);
    return thrown;
  }

  private static long count(String text, String part) {
    return Arrays.stream(text.split("\n", -1))
        .filter(line -> line.contains(part))
        .count();
  }

  @Test
  void failureIsWrittenLikeAStackTrace() {
    IllegalStateException failure = new IllegalStateException("no stock");
    failure.setStackTrace(new StackTraceElement[] {FRAME});

    assertThat(FailureText.of(failure))
        .isEqualTo("java.lang.IllegalStateException: no stock\n"
            + "\tat com.acme.Orders.ship(Orders.java:7)");
  }

  @Test
  void failureWithoutAMessageIsItsClass() {
    assertThat(FailureText.of(deep(new IllegalStateException(), 0)))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(FailureText.of(deep(new IllegalStateException(""), 0)))
        .isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void atMostFiftyFramesAreWritten() {
    String text = FailureText.of(deep(new IllegalStateException("x"), 120));

    assertThat(count(text, "\tat ")).isEqualTo(50);
    assertThat(text).endsWith("\n\t... 70 more");
  }

  @Test
  void causesAreWrittenWithoutTheFramesTheyShare() {
    IllegalStateException cause = new IllegalStateException("inner");
    StackTraceElement own = new StackTraceElement("com.acme.Db", "read", "Db.java", 3);
    cause.setStackTrace(new StackTraceElement[] {own, FRAME});
    RuntimeException failure = new RuntimeException("outer", cause);
    failure.setStackTrace(new StackTraceElement[] {FRAME});

    assertThat(FailureText.of(failure)).isEqualTo("""
            java.lang.RuntimeException: outer
            \tat com.acme.Orders.ship(Orders.java:7)
            Caused by: java.lang.IllegalStateException: inner
            \tat com.acme.Db.read(Db.java:3)
            \t... 1 more""");
  }

  @Test
  void atMostFiveCausesAreWritten() {
    Throwable failure = deep(new IllegalStateException("9"), 1);
    for (int i = 8; i >= 0; i--) {
      failure = deep(new IllegalStateException("" + i, failure), 1);
    }

    String text = FailureText.of(failure);

    assertThat(count(text, "Caused by: ")).isEqualTo(5);
    assertThat(text).endsWith("\n... further causes left out");
  }

  @Test
  void causesThatGoInACircleEnd() {
    IllegalStateException first = deep(new IllegalStateException("first"), 1);
    IllegalStateException second = deep(new IllegalStateException("second", first), 1);
    first.initCause(second);

    assertThat(FailureText.of(first)).endsWith("... further causes left out");
  }

  @Test
  void causeThatIsItselfIsWrittenOnce() {
    Throwable own = deep(
        new RuntimeException("x") {
          private static final long serialVersionUID = 1L;

          @Override
          public synchronized Throwable getCause() {
            return this;
          }
        },
        0);

    assertThat(FailureText.of(own)).isEqualTo(own.getClass().getName() + ": x");
  }

  @Test
  void messageThatTheJdkMakesOfACauseIsWritten() {
    IOException ofTheJdk = deep(new IOException("disk full"), 0);
    IOException ofTheApplication = deep(new DiskFull(), 0);

    assertThat(FailureText.headlineOf(new WriteAbortedException("not written", ofTheJdk)))
        .isEqualTo("java.io.WriteAbortedException: not written; java.io.IOException: disk full");
    assertThat(FailureText.headlineOf(new WriteAbortedException("not written", ofTheApplication)))
        .isEqualTo("java.io.WriteAbortedException: not written; "
            + DiskFull.class.getName()
            + ": disk 1 is full");
  }

  private static final class DiskFull extends IOException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      return "disk 1 is full";
    }
  }

  @Test
  void longMessageIsCut() {
    String text = FailureText.of(deep(new IllegalStateException("x".repeat(1_000_000)), 0));

    assertThat(text).isEqualTo("java.lang.IllegalStateException: " + "x".repeat(1_024) + "…");
  }

  @Test
  void secretsInTheMessageAreMasked() {
    assertThat(FailureText.of(deep(new IllegalStateException("password=hunter2 refused"), 0)))
        .isEqualTo("java.lang.IllegalStateException: password=*** refused");
  }

  /** Fails whatever it is asked. */
  private static final class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean alsoTrace;

    Hostile(boolean alsoTrace) {
      this.alsoTrace = alsoTrace;
    }

    @Override
    public String getMessage() {
      throw new IllegalStateException("not for you");
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      if (alsoTrace) {
        throw new IllegalStateException("not for you");
      }
      return new StackTraceElement[] {FRAME};
    }
  }

  @Test
  void messageThatCannotBeReadIsSaidToBeSo() {
    assertThat(FailureText.of(new Hostile(false)))
        .isEqualTo(Hostile.class.getName()
            + " (its getMessage() threw java.lang.IllegalStateException)\n"
            + "\tat com.acme.Orders.ship(Orders.java:7)");
  }

  @Test
  void failureThatTellsNothingIsItsClass() {
    assertThat(FailureText.of(new Hostile(true)))
        .isEqualTo(Hostile.class.getName()
            + " (its getMessage() threw java.lang.IllegalStateException)\n"
            + "\t(its getStackTrace() threw java.lang.IllegalStateException)");
    assertThat(FailureText.headlineOf(new Hostile(true)))
        .isEqualTo(
            Hostile.class.getName() + " (its getMessage() threw java.lang.IllegalStateException)");
  }

  @Test
  void framesOfAnyLengthAndNumberGiveABoundedText() {
    StackTraceElement huge = new StackTraceElement("x".repeat(10_000_000), "m", "F.java", 1);
    StackTraceElement large = new StackTraceElement("x".repeat(1_000), "m", "F.java", 1);
    Throwable failure = new IllegalStateException("9");
    for (int i = 0; i < 6; i++) {
      failure = new IllegalStateException("y".repeat(5_000), failure);
      StackTraceElement[] trace = new StackTraceElement[2_000];
      Arrays.fill(trace, new StackTraceElement("z".repeat(1_000), "m" + i, "F.java", 1));
      trace[0] = huge;
      trace[1] = large;
      failure.setStackTrace(trace);
    }

    assertThat(FailureText.of(failure))
        .hasSizeLessThan(65_536)
        .contains("\tat (a frame of 10000007 characters)");
  }

  @Test
  void messageIsNotCutWithinAPairOfSurrogates() {
    String message = "x".repeat(1_023) + "\ud83d\ude00 and so on";

    assertThat(FailureText.of(deep(new IllegalStateException(message), 0)))
        .isEqualTo("java.lang.IllegalStateException: " + "x".repeat(1_023) + "…");
  }

  @Test
  void stackOverflowIsBounded() {
    StackOverflowError overflow = catchThrowableOfType(StackOverflowError.class, () -> dig(0));

    String text = FailureText.of(overflow);
    assertThat(text).startsWith("java.lang.StackOverflowError\n\tat ");
    assertThat(count(text, "\tat ")).isEqualTo(50);
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int dig(int depth) {
    return dig(depth + 1) + 1;
  }
}
