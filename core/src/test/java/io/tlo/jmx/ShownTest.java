package io.tlo.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.AsksAside;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AsksAside
@Tag("jdk")
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
    assertThat(Shown.line("\u0007".repeat(56))).isEqualTo("\\u0007".repeat(9) + "…");
    assertThat(Shown.line("<html>" + "x".repeat(50))).hasSize(56).startsWith("'<html>");
  }

  @Test
  void noPairOfSurrogatesIsCutInHalf() {
    String smile = "\ud83d\ude00";

    assertThat(Shown.line(smile.repeat(28))).isEqualTo(smile.repeat(28));
    assertThat(Shown.line(smile.repeat(29))).isEqualTo(smile.repeat(27) + "…");
    assertThat(Shown.line("x" + smile.repeat(28))).isEqualTo("x" + smile.repeat(27) + "…");
    assertThat(Shown.line("x".repeat(55) + smile)).isEqualTo("x".repeat(55) + "…");
  }

  @Test
  void controlCharactersAreEscapedButLinesAndTabsStay() {
    assertThat(Shown.full("a\u001b[31mb\u0000\u009b\r\n\tc"))
        .isEqualTo("a\\u001b[31mb\\u0000\\u009b\\u000d\n\tc");
    assertThat(Shown.line("a\tb")).isEqualTo("a b");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x7f, 0x85, 0xad, 0x200b, 0x200d, 0x200e, 0x202e, 0x2028, 0x2029, 0x2066, 0xfeff, 0xfff9,
        0xd83d, 0xde00, 0xfffe, 0xffff, 0xe0041, 0x1fffe
      })
  void characterThatLiesOrBreaksAnEncoderIsEscaped(int character) {
    StringBuilder escape = new StringBuilder();
    for (char unit : Character.toChars(character)) {
      escape.append(String.format("\\u%04x", (int) unit));
    }
    String text = "a" + Character.toString(character) + "b";

    assertThat(Shown.full(text)).isEqualTo("a" + escape + "b");
    assertThat(Shown.line(text)).isEqualTo("a" + escape + "b");
    assertThat(Shown.name(text)).isEqualTo("a" + escape + "b");
  }

  @Test
  void ordinaryTextOfAnyLanguageStays() {
    String text = "Ærø, Київ, 東京, العربية, e\u0301, \ud83d\ude00, ‘x’ — y…";

    assertThat(Shown.full(text)).isEqualTo(text);
    assertThat(Shown.line(text)).isEqualTo(text);
  }

  @Test
  void everyTextHasABound() {
    assertThat(Shown.full("x".repeat(65_536))).isEqualTo("x".repeat(65_536));
    assertThat(Shown.full("x".repeat(10_000_000))).isEqualTo("x".repeat(65_535) + "…");
    assertThat(Shown.answer("\u0007".repeat(1_000_000))).hasSizeLessThanOrEqualTo(65_536);
    assertThat(Shown.orNull("x".repeat(1_000_000))).hasSize(65_536);
    assertThat(Shown.name("x".repeat(1_000_000))).hasSize(512);
    assertThat(Shown.line("x".repeat(1_000_000))).hasSize(56);
  }

  @Test
  void textThatBeginsLikeAPageIsNoPage() {
    assertThat(Shown.full("<html><b>x")).isEqualTo("'<html><b>x");
    assertThat(Shown.full("<HtMl>")).isEqualTo("'<HtMl>");
    assertThat(Shown.full("  <html>")).isEqualTo("'  <html>");
    assertThat(Shown.full("a <html>")).isEqualTo("a <html>");
    assertThat(Shown.full("\u00a0\u3000<html>")).isEqualTo("'\u00a0\u3000<html>");
    assertThat(Shown.full("\r<HTML>")).isEqualTo("'\\u000d<HTML>");
    assertThat(Shown.full("\ufeff<html>")).isEqualTo("\\ufeff<html>");
    assertThat(Shown.line("\n\t <html>")).isEqualTo("'   <html>");
    assertThat(Shown.name("<html>")).isEqualTo("'<html>");
  }

  @Test
  void emptyTextIsNull() {
    assertThat(Shown.orNull("")).isNull();
    assertThat(Shown.orNull("x")).isEqualTo("x");
  }

  @Test
  void secretsInWhatSomebodyWroteAboutATaskAreMasked() {
    assertThat(Shown.orNull("uses token=abc")).isEqualTo("uses token=***");
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
    assertThat(RecordText.headline("com.acme.Odd (its getMessage() threw java.lang.Error: x)"))
        .isEqualTo("Odd (its getMessage() threw java.lang.Error: x)");
    assertThat(RecordText.headline("com.acme.Odd: x (y) z")).isEqualTo("Odd: x (y) z");
    assertThat(RecordText.headline("(not a.name)")).isEqualTo("(not a.name)");
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
