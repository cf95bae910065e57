package io.tlo.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonArgumentsTest {

  private static final Conversion TEXT = Conversion.of("f(String)", String.class);
  private static final Conversion NUMBER = Conversion.of("f(double)", double.class);

  @Test
  void textMayHoldAllEscapes() {
    assertThat(TEXT.value("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u00E9\\ud83d\\ude00\"]"))
        .isEqualTo("\"\\/\b\f\n\r\téé😀");
  }

  @Test
  void textMayHoldCommasAndBrackets() {
    assertThat(TEXT.value("[\"a, ]} b\"]")).isEqualTo("a, ]} b");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "-0,-0", "10,10", "1.5,1.5", "-1.5e3,-1500", "2E+2,200", "25e-1,2.5"})
  void numberIsReadAsJsonWritesIt(String number, double expected) {
    assertThat(NUMBER.value("[" + number + "]")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "[01]   | found '1' at character 3, allowed: a comma or ]",
        "[1.]   | found '.' at character 3, allowed: a comma or ]",
        "[1e]   | found 'e' at character 3, allowed: a comma or ]",
        "[0x1]  | found 'x' at character 3, allowed: a comma or ]",
        "[1 2]  | found '2' at character 4, allowed: a comma or ]",
        "[truer]| found 'r' at character 6, allowed: a comma or ]",
        "[1     | the text ends at character 2, allowed: a comma or ]",
        "[1][2] | found '[' at character 4, allowed: nothing after the array",
        "[1], 2 | found ',' at character 4, allowed: nothing after the array",
        "[\"a   | the text ends at character 3, allowed: a closing quote"
      })
  void brokenTextIsRefusedWithTheCharacter(String text, String message) {
    assertThat(NUMBER.refusal(text)).isEqualTo("f(double): " + message);
  }

  @ParameterizedTest
  @CsvSource({
    "[+1],+,2",
    "[-],-,2",
    "[.5],.,2",
    "[NaN],N,2",
    "[True],T,2",
    "[tru],t,2",
    "[nul,n,2",
    "['a'],'''',2"
  })
  void whatIsNoJsonValueIsRefused(String text, String found, int character) {
    assertThat(NUMBER.refusal(text))
        .isEqualTo("f(double): found '" + found + "' at character " + character
            + ", allowed: a text in double quotes, a number, true, false, null or an array");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,]", "[1,,2]"})
  void commaMustBeFollowedByAnElement(String text) {
    assertThat(NUMBER.refusal(text))
        .isEqualTo("f(double): found '" + text.charAt(3) + "' at character 4"
            + ", allowed: a text in double quotes, a number, true, false, null or an array");
  }

  @Test
  void arrayThatHasJustBegunIsRefused() {
    assertThat(NUMBER.refusal(" ["))
        .isEqualTo("f(double): the text ends at character 2"
            + ", allowed: a text in double quotes, a number, true, false, null or an array, or ]");
  }

  @Test
  void objectIsRefused() {
    assertThat(NUMBER.refusal("[{\"a\": 1}]"))
        .isEqualTo(
            "f(double): found '{' at character 2"
                + ", allowed: a text in double quotes, a number, true, false, null or an array, but no object");
  }

  @ParameterizedTest
  @CsvSource({"x,x,4", "0,0,4", "U,U,4"})
  void unknownEscapeIsRefused(String escape, String found, int character) {
    assertThat(TEXT.refusal("[\"\\" + escape + "\"]"))
        .isEqualTo(
            "f(String): found '" + found + "' at character " + character
                + ", allowed: one of \" \\ / b f n r t and u with four hexadecimal digits, after a backslash");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+", "g", "\uff11"})
  void escapeNeedsFourHexadecimalDigits(String digit) {
    assertThat(TEXT.refusal("[\"\\u00" + digit + "1\"]"))
        .isEqualTo(
            "f(String): found '" + digit + "' at character 7, allowed: four hexadecimal digits");
  }

  @Test
  void textThatEndsInAnEscapeIsRefused() {
    assertThat(TEXT.refusal("[\"\\u12"))
        .isEqualTo("f(String): the text ends at character 6, allowed: four hexadecimal digits");
    assertThat(TEXT.refusal("[\"\\"))
        .startsWith("f(String): the text ends at character 3, allowed: one of ");
  }

  @Test
  void controlCharacterMustBeEscaped() {
    assertThat(TEXT.refusal("[\"a\nb\"]"))
        .isEqualTo("f(String): found '\n' at character 4"
            + ", allowed: a control character only as an escape, such as \\n or \\u0000");
  }

  @Test
  void characterOutsideTheBasicPlaneIsShownWhole() {
    assertThat(TEXT.refusal("[😀]")).startsWith("f(String): found '😀' at character 2, ");
  }

  @Test
  void depthIsBounded() {
    Conversion deep = Conversion.of("f(String[])", String[].class);

    assertThat(deep.refusal("[".repeat(32) + "]".repeat(32)))
        .isEqualTo(
            "f(String[]): argument 1, element 1 is an array, allowed in double quotes: a text");
    assertThat(deep.refusal("[".repeat(33) + "]".repeat(33)))
        .isEqualTo("f(String[]): found '[' at character 33, allowed: arrays at most 32 deep");
    assertThat(deep.refusal("[".repeat(10_000)))
        .isEqualTo("f(String[]): found '[' at character 33, allowed: arrays at most 32 deep");
  }
}
