package io.tlo.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommaArgumentsTest {

  private static final Conversion PAIR =
      Conversion.of("pair(String, String)", String.class, String.class);

  @Test
  void blanksAroundAPartDoNotCount() {
    assertThat(PAIR.values("\t a b ,\n c ")).containsExactly("a b", "c");
  }

  @Test
  void partMayBeEmpty() {
    assertThat(PAIR.values(",")).containsExactly("", "");
    assertThat(PAIR.values("a, ")).containsExactly("a", "");
    assertThat(PAIR.values("\"\", b")).containsExactly("", "b");
  }

  @Test
  void quotesKeepCommasBlanksAndBrackets() {
    assertThat(PAIR.values("\" a, b \" , \"[c]\"")).containsExactly(" a, b ", "[c]");
  }

  @Test
  void quotesMayHoldQuotesAndBackslashes() {
    assertThat(PAIR.values("\"say \\\"hi\\\"\", \"C:\\\\temp\""))
        .containsExactly("say \"hi\"", "C:\\temp");
  }

  @Test
  void withoutQuotesEveryCharacterButTheCommaIsItself() {
    assertThat(PAIR.values("C:\\temp, 5\" pipe")).containsExactly("C:\\temp", "5\" pipe");
    assertThat(PAIR.values("a[1], {b}")).containsExactly("a[1]", "{b}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "\"a, b         | the text ends at character 5, allowed: a closing quote",
        "\"             | the text ends at character 1, allowed: a closing quote",
        "\"a\\\"        | the text ends at character 4, allowed: a closing quote",
        "\"a\\          | the text ends at character 3, allowed: a quote or a backslash, after a backslash",
        "\"a\\t\", b    | found 't' at character 4, allowed: a quote or a backslash, after a backslash",
        "\"a\" b, c     | found 'b' at character 5, allowed: a comma or the end of the text",
        "\"a\"\"b\"     | found '\"' at character 4, allowed: a comma or the end of the text"
      })
  void brokenTextIsRefusedWithTheCharacter(String text, String message) {
    assertThat(PAIR.refusal(text)).isEqualTo("pair(String, String): " + message);
  }

  @Test
  void charactersAreCountedAsTheyWereTyped() {
    assertThat(PAIR.refusal("   \"a\" b"))
        .isEqualTo(
            "pair(String, String): found 'b' at character 8, allowed: a comma or the end of the text");
  }
}
