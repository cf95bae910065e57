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

  private static Throwable nested(int causes) {
    Throwable failure = deep(new IllegalStateException("root"), 1);
    for (int i = causes - 1; i >= 0; i--) {
      failure = deep(new IllegalStateException("" + i, failure), 1);
    }
    return failure;
  }

  @Test
  void ofManyCausesTheFirstFiveAndTheLastAreWritten() {
    String text = FailureText.of(nested(9));

    assertThat(count(text, "Caused by: ")).isEqualTo(6);
    assertThat(text)
        .contains("IllegalStateException: 5\n")
        .endsWith("\n... 3 causes left out\nCaused by: java.lang.IllegalStateException: root\n"
            + "\t... 1 more");
    assertThat(FailureText.of(nested(6)))
        .doesNotContain("left out")
        .endsWith("\nCaused by: java.lang.IllegalStateException: root\n\t... 1 more");
  }

  @Test
  void moreCausesThanAreAskedAreSaidToBeLeftOut() {
    assertThat(FailureText.of(nested(5_000))).endsWith("\n... further causes left out");
  }

  @Test
  void causesThatGoInACircleEnd() {
    IllegalStateException first = deep(new IllegalStateException("first"), 1);
    IllegalStateException second = deep(new IllegalStateException("second", first), 1);
    first.initCause(second);

    assertThat(FailureText.of(first))
        .endsWith("\nCaused by: [CIRCULAR REFERENCE: java.lang.IllegalStateException]");
  }

  @Test
  void suppressedExceptionsAreWrittenWithTheirCauses() {
    IllegalStateException cause = new IllegalStateException("disk full");
    cause.setStackTrace(new StackTraceElement[] {FRAME});
    IOException closing = new IOException("not closed", cause);
    closing.setStackTrace(new StackTraceElement[] {FRAME});
    RuntimeException failure =
        deep(new RuntimeException("no stock", deep(new IOException("root"), 0)), 0);
    failure.addSuppressed(closing);

    assertThat(FailureText.of(failure)).isEqualTo("""
        java.lang.RuntimeException: no stock
        \tSuppressed: java.io.IOException: not closed
        \t\tat com.acme.Orders.ship(Orders.java:7)
        \tCaused by: java.lang.IllegalStateException: disk full
        \t\t... 1 more
        Caused by: java.io.IOException: root""");
  }

  @Test
  void ofManySuppressedExceptionsFiveAreWritten() {
    RuntimeException failure = deep(new RuntimeException("x"), 0);
    for (int i = 0; i < 8; i++) {
      failure.addSuppressed(deep(new IOException("" + i), 0));
    }

    String text = FailureText.of(failure);

    assertThat(count(text, "\tSuppressed: ")).isEqualTo(5);
    assertThat(text).endsWith("\n\t... 3 suppressed exceptions left out");
  }

  @Test
  void suppressedExceptionsOfAnySizeLeaveTheRootCause() {
    Throwable failure = new IllegalStateException("root");
    for (int i = 0; i < 6; i++) {
      failure = new IllegalStateException("y".repeat(5_000), failure);
      for (int j = 0; j < 20; j++) {
        IOException suppressed = deep(new IOException("z".repeat(5_000)), 60);
        suppressed.addSuppressed(deep(new IOException("z".repeat(5_000)), 60));
        failure.addSuppressed(suppressed);
      }
    }

    assertThat(FailureText.of(failure))
        .hasSizeLessThan(65_536)
        .contains("\nCaused by: java.lang.IllegalStateException: root");
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
