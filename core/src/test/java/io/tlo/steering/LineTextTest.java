package io.tlo.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("jdk")
class LineTextTest {

  private static String written(String text) {
    StringBuilder line = new StringBuilder();
    LineText.append(line, text);
    return line.toString();
  }

  @Test
  void ordinaryMethodStandsAsItIs() {
    String method = "com.acme.Замовлення$1.ship(java.lang.String[],int)";

    assertThat(written(method)).isEqualTo(method);
    assertThat(LineText.read(method)).isEqualTo(method);
  }

  @Test
  void whatWouldBreakTheLineIsEscaped() {
    assertThat(written("ship it\n\\u000a")).isEqualTo("ship\\u0020it\\u000a\\\\u000a");
  }

  @Test
  void everyCharacterComesBackAndNoneBreaksTheWord() {
    for (int each = 0; each <= Character.MAX_VALUE; each++) {
      String text = "a" + (char) each + "b";
      String word = written(text);
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);

      assertThat(LineText.read(new String(bytes, StandardCharsets.UTF_8))).isEqualTo(text);
      assertThat(word.codePoints().noneMatch(Character::isWhitespace)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a\\", "\\x0041", "\\u00", "\\u00g0", "\\u00AF", "a\tb", "\u202e"})
  void whatWasNeverWrittenIsNoWord(String word) {
    assertThat(LineText.read(word)).isNull();
  }

  @Test
  void pairOfSurrogatesComesBack() {
    assertThat(Stream.of("\ud83d\ude80", "\ude80\ud83d")
            .map(LineTextTest::written)
            .map(LineText::read))
        .containsExactly("\ud83d\ude80", "\ude80\ud83d");
  }
}
