package io.tlo.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.LiveTask;
import io.tlo.execution.TestBench;
import io.tlo.registry.TaskDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShownTest {

  @Test
  void lineIsOneLineOfAtMostFiftySixCharacters() {
    assertThat(Shown.line("a\r\nb\nc\rd")).isEqualTo("a b c d");
    assertThat(Shown.line("x".repeat(56))).isEqualTo("x".repeat(56));
    assertThat(Shown.line("x".repeat(57))).isEqualTo("x".repeat(55) + "…");
    assertThat(Shown.line(null)).isNull();
  }

  @Test
  void lineStaysShortWhenWhatItHoldsMustBeEscaped() {
    assertThat(Shown.line("\u0007".repeat(56))).hasSize(56).startsWith("\\u0007\\u0007");
    assertThat(Shown.line("<html>" + "x".repeat(50))).hasSize(56).startsWith("'<html>");
  }

  @Test
  void controlCharactersAreEscapedButLinesAndTabsStay() {
    assertThat(Shown.full("a\u001b[31mb\u0000\u009b\r\n\tc"))
        .isEqualTo("a\\u001b[31mb\\u0000\\u009b\\u000d\n\tc");
  }

  @Test
  void textThatBeginsLikeAPageIsNoPage() {
    assertThat(Shown.full("<html><b>x")).isEqualTo("'<html><b>x");
    assertThat(Shown.full("<HtMl>")).isEqualTo("'<HtMl>");
    assertThat(Shown.full("  <html>")).isEqualTo("'  <html>");
    assertThat(Shown.full("a <html>")).isEqualTo("a <html>");
  }

  @Test
  void emptyTextIsNull() {
    assertThat(Shown.orNull("")).isNull();
    assertThat(Shown.orNull("x")).isEqualTo("x");
  }

  @Test
  void longAnswerOfARefusalIsBrokenIntoLines() {
    assertThat(Answers.wrap("word ".repeat(40).strip()).lines())
        .allMatch(line -> line.length() <= 80)
        .hasSize(3);
    assertThat(Answers.wrap(null)).isEmpty();
  }

  @Test
  void headlineIsTheFirstLineWithoutThePackage() {
    assertThat(RecordText.headline("java.lang.IllegalStateException: no stock\n\tat x"))
        .isEqualTo("IllegalStateException: no stock");
    assertThat(RecordText.headline("java.io.IOException")).isEqualTo("IOException");
    assertThat(RecordText.headline("com.acme.E: at java.util.List: x"))
        .isEqualTo("E: at java.util.List: x");
    assertThat(RecordText.headline("Cancelled: the task was removed"))
        .isEqualTo("Cancelled: the task was removed");
  }

  private static final String PAGE = "<html><img src=x>\u001b[31m";

  @Test
  void noAttributeAndNoAnswerIsAPageOrHoldsControlCharacters() throws Exception {
    try (Published published = new Published()) {
      TestBench bench = published.bench;
      LiveTask task = bench.task(
          TaskDefinition.builder(PAGE, PAGE, PAGE)
              .description(PAGE)
              .source(PAGE)
              .schedule(PAGE)
              .extra(Map.of(PAGE, PAGE)),
          none -> PAGE);
      published.publisher.publish(task);
      bench.succeed(task, PAGE);
      bench.fail(task, new PageException());
      List<String> texts = new ArrayList<>();

      for (ObjectName name : published.names()) {
        for (MBeanAttributeInfo each : published.server.getMBeanInfo(name).getAttributes()) {
          collect(published.get(name, each.getName()), texts);
        }
        for (MBeanOperationInfo each : published.server.getMBeanInfo(name).getOperations()) {
          collect(answer(published, name, each), texts);
        }
      }

      assertThat(texts).hasSizeGreaterThan(50).allSatisfy(text -> {
        assertThat(text.stripLeading().toLowerCase(java.util.Locale.ROOT))
            .doesNotStartWith("<html");
        assertThat(text).doesNotContain("\u001b");
      });
    }
  }

  private static @Nullable Object answer(
      Published published, ObjectName name, MBeanOperationInfo operation) throws Exception {
    Object[] arguments = new Object[operation.getSignature().length];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = switch (operation.getSignature()[i].getName()) {
        case "limit" -> 0;
        case "id" -> 2L;
        case "taskName" -> PAGE + "." + PAGE;
        default -> "";
      };
    }
    try {
      return published.call(name, operation.getName(), arguments);
    } catch (RuntimeException e) {
      return e.getMessage();
    }
  }

  private static void collect(@Nullable Object value, List<String> into) {
    if (value instanceof String text) {
      into.add(text);
    } else if (value instanceof CompositeData row) {
      row.values().forEach(each -> collect(each, into));
    } else if (value instanceof Object[] rows) {
      for (Object each : rows) {
        collect(each, into);
      }
    }
  }

  private static final class PageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PageException() {
      super(PAGE);
    }
  }
}
