package io.tlo.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("jdk")
class ArgumentValuesTest {

  private static final Conversion SHIP =
      Conversion.of("ship(String, int)", String.class, int.class);
  private static final Conversion CLEANUP = Conversion.of("cleanup()");
  private static final Conversion NAME = Conversion.of("name(String)", String.class);
  private static final Conversion JOIN =
      Conversion.varArgs("join(String, int...)", String.class, int[].class);
  private static final Conversion SUM =
      Conversion.of("sum(String, int[])", String.class, int[].class);

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  ", " \t\n", "[]", " [ ] "})
  void noArgumentsMayBeWrittenInSeveralWays(String text) {
    assertThat(CLEANUP.values(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Kyiv,3", " Kyiv , 3 ", "\"Kyiv\",\"3\"", "[\"Kyiv\",3]", " [ \"Kyiv\" , \"3\" ] "
      })
  void commasAndJsonMeanTheSame(String text) {
    assertThat(SHIP.values(text)).containsExactly("Kyiv", 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Kyiv     | ship(String, int) takes 2 arguments and got 1",
        "''       | ship(String, int) takes 2 arguments and got 0",
        "Kyiv,1,2 | ship(String, int) takes 2 arguments and got 3",
        "[\"a\"]  | ship(String, int) takes 2 arguments and got 1"
      })
  void wrongCountIsRefused(String text, String message) {
    assertThat(SHIP.refusal(text)).isEqualTo(message);
  }

  @Test
  void countIsSaidInProperEnglish() {
    assertThat(CLEANUP.refusal("1")).isEqualTo("cleanup() takes no arguments and got 1");
    assertThat(NAME.refusal("a, b")).isEqualTo("name(String) takes 1 argument and got 2");
    assertThat(JOIN.refusal(""))
        .isEqualTo("join(String, int...) takes at least 1 argument and got 0");
    assertThat(JOIN.refusal("[]"))
        .isEqualTo("join(String, int...) takes at least 1 argument and got 0");
  }

  @Test
  void wrongValueIsRefusedWithItsPlaceAndWhatIsAllowed() {
    assertThat(SHIP.refusal("Kyiv, abc"))
        .isEqualTo(
            "ship(String, int): argument 2 is 'abc', allowed: a whole number from -2147483648 to 2147483647");
    assertThat(SHIP.refusal("Kyiv,"))
        .isEqualTo(
            "ship(String, int): argument 2 is empty, allowed: a whole number from -2147483648 to 2147483647");
    assertThat(SHIP.refusal("[\"Kyiv\", true]"))
        .isEqualTo(
            "ship(String, int): argument 2 is true, allowed: a whole number from -2147483648 to 2147483647");
    assertThat(SHIP.refusal("[\"Kyiv\", [1]]"))
        .isEqualTo(
            "ship(String, int): argument 2 is an array, allowed: a whole number from -2147483648 to 2147483647");
  }

  @Test
  void jsonValueWithoutItsQuotesIsRefusedSayingSo() {
    assertThat(SHIP.refusal("[5, 5]"))
        .isEqualTo("ship(String, int): argument 1 is 5, allowed in double quotes: a text");
    assertThat(SHIP.refusal("[[], 5]"))
        .isEqualTo("ship(String, int): argument 1 is an array, allowed in double quotes: a text");
  }

  @Test
  void atMostAHundredCharactersOfWhatWasFoundAreShown() {
    assertThat(SHIP.refusal("Kyiv, " + "x".repeat(100)))
        .contains(" is '" + "x".repeat(100) + "', ");
    assertThat(SHIP.refusal("Kyiv, " + "x".repeat(101)))
        .contains(" is '" + "x".repeat(99) + "…', ");
    assertThat(SHIP.refusal("[\"Kyiv\", " + "9".repeat(101) + "]"))
        .contains(" is " + "9".repeat(99) + "…, ");
  }

  @Test
  void unquotedNullIsNullWhereTheTypeIsNotPrimitive() {
    assertThat(SHIP.values("null, 1")).containsExactly(null, 1);
    assertThat(SHIP.values("[null, 1]")).containsExactly(null, 1);
    assertThat(SHIP.values("\"null\", 1")).containsExactly("null", 1);
    assertThat(SHIP.values("[\"null\", 1]")).containsExactly("null", 1);
    assertThat(SHIP.values("NULL, 1")).containsExactly("NULL", 1);
    assertThat(Conversion.of("f(Integer)", Integer.class).value("null")).isNull();
    assertThat(SHIP.refusal("a, null"))
        .isEqualTo(
            "ship(String, int): argument 2 is null, allowed: a whole number from -2147483648 to 2147483647");
    assertThat(SHIP.refusal("[\"a\", null]"))
        .isEqualTo(
            "ship(String, int): argument 2 is null, allowed: a whole number from -2147483648 to 2147483647");
  }

  @Test
  void wordThatAClientFillsInIsRefused() {
    assertThat(NAME.refusal(" String "))
        .isEqualTo("name(String) got the word String, which clients fill in: "
            + "type the arguments, or \"String\" in quotes");
    assertThat(CLEANUP.refusal("String"))
        .isEqualTo("cleanup() got the word String, which clients fill in: "
            + "clear the field, the method takes no arguments");
    assertThat(NAME.value("\"String\"")).isEqualTo("String");
    assertThat(NAME.value("[\"String\"]")).isEqualTo("String");
    assertThat(NAME.value("Strings")).isEqualTo("Strings");
    assertThat(NAME.value("aString")).isEqualTo("aString");
    assertThat(SHIP.values("String, 1")).containsExactly("String", 1);
  }

  @Test
  void textOfMoreThanTenThousandCharactersIsRefused() {
    assertThat(NAME.value("x".repeat(10_000))).isEqualTo("x".repeat(10_000));
    assertThat(NAME.refusal("x".repeat(10_001)))
        .isEqualTo("name(String): the text has 10001 characters, allowed: at most 10000");
    assertThat(CLEANUP.refusal(" ".repeat(10_001)))
        .isEqualTo("cleanup(): the text has 10001 characters, allowed: at most 10000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a, 1, 2, 3", "[\"a\", 1, 2, 3]", "[\"a\", [1, 2, 3]]"})
  void varArgsTakeTheRestOrOneArray(String text) {
    assertThat(JOIN.values(text)).containsExactly("a", new int[] {1, 2, 3});
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "[\"a\"]", "[\"a\", []]"})
  void varArgsMayBeNone(String text) {
    assertThat(JOIN.values(text)).containsExactly("a", new int[0]);
  }

  @Test
  void varArgsAreNumberedAsTheyWereTyped() {
    String allowed = ", allowed: a whole number from -2147483648 to 2147483647";
    assertThat(JOIN.refusal("a, 1, x"))
        .isEqualTo("join(String, int...): argument 3 is 'x'" + allowed);
    assertThat(JOIN.refusal("[\"a\", 1, \"x\"]"))
        .isEqualTo("join(String, int...): argument 3 is 'x'" + allowed);
    assertThat(JOIN.refusal("[\"a\", [1, \"x\"]]"))
        .isEqualTo("join(String, int...): argument 2, element 2 is 'x'" + allowed);
    assertThat(JOIN.refusal("[\"a\", [1], 2]"))
        .isEqualTo("join(String, int...): argument 2 is an array" + allowed);
  }

  @Test
  void nullAmongVarArgsIsAnElement() {
    Conversion names = Conversion.varArgs("names(String...)", String[].class);

    assertThat(names.value("null")).isEqualTo(new String[] {null});
    assertThat(names.value("[null]")).isEqualTo(new String[] {null});
    assertThat(names.value("[[\"a\", null]]")).isEqualTo(new String[] {"a", null});
  }

  @Test
  void varArgsOfArraysTellTheWholeFromOneElementByItsDepth() {
    Conversion rows = Conversion.varArgs("rows(int[]...)", int[][].class);

    assertThat(rows.value("[[1, 2]]")).isEqualTo(new int[][] {{1, 2}});
    assertThat(rows.value("[[1, 2], [3]]")).isEqualTo(new int[][] {{1, 2}, {3}});
    assertThat(rows.value("[[[1, 2], [3]]]")).isEqualTo(new int[][] {{1, 2}, {3}});
    assertThat(rows.value("[[]]")).isEqualTo(new int[][] {{}});
    assertThat(rows.value("[[[]]]")).isEqualTo(new int[][] {{}});
    assertThat(rows.value("[[null, [1]]]")).isEqualTo(new int[][] {null, {1}});
    assertThat(rows.value("[]")).isEqualTo(new int[0][]);
  }

  @Test
  void lastArrayTakesTheRestOfACommaSeparatedText() {
    assertThat(SUM.values("a, 1, 2")).containsExactly("a", new int[] {1, 2});
    assertThat(SUM.values("a")).containsExactly("a", new int[0]);
    assertThat(Conversion.of("main(String[])", String[].class).value("")).isEqualTo(new String[0]);
  }

  @Test
  void lastArrayIsOneArgumentInJson() {
    assertThat(SUM.values("[\"a\", [1, 2]]")).containsExactly("a", new int[] {1, 2});
    assertThat(SUM.values("[\"a\", null]")).containsExactly("a", null);
    assertThat(SUM.refusal("[\"a\", 1, 2]"))
        .isEqualTo("sum(String, int[]) takes 2 arguments and got 3");
    assertThat(SUM.refusal("[\"a\", 1]"))
        .isEqualTo(
            "sum(String, int[]): argument 2 is 1, allowed: an array in the JSON form, as in [[1, 2], 3]");
  }

  @Test
  void otherArraysNeedTheJsonForm() {
    Conversion both = Conversion.of("both(int[], long)", int[].class, long.class);
    Conversion nested = Conversion.of("nested(int[][])", int[][].class);

    assertThat(both.values("[[1, 2], 3]")).containsExactly(new int[] {1, 2}, 3L);
    assertThat(both.refusal("1, 3"))
        .isEqualTo(
            "both(int[], long): argument 1 is '1', allowed: an array in the JSON form, as in [[1, 2], 3]");
    assertThat(nested.refusal("1"))
        .isEqualTo(
            "nested(int[][]): argument 1 is '1', allowed: an array in the JSON form, as in [[1, 2], 3]");
  }

  @Test
  void arraysMayBeOfAllTypesAndLieInEachOther() {
    assertThat(Conversion.of("f(byte[][])", byte[][].class).value("[[[1], [], [2, 3]]]"))
        .isEqualTo(new byte[][] {{1}, {}, {2, 3}});
    assertThat(Conversion.of("f(char[])", char[].class).value("a, b"))
        .isEqualTo(new char[] {'a', 'b'});
    assertThat(Conversion.of("f(boolean[])", boolean[].class).value("[[true, false]]"))
        .isEqualTo(new boolean[] {true, false});
    assertThat(Conversion.of("f(double[])", double[].class).value("1, 2.5"))
        .isEqualTo(new double[] {1, 2.5});
    assertThat(Conversion.of("f(BigDecimal[])", BigDecimal[].class).value("1.0, null"))
        .isEqualTo(new BigDecimal[] {new BigDecimal("1.0"), null});
    assertThat(Conversion.of("f(Thread.State[])", Thread.State[].class).value("NEW, BLOCKED"))
        .isEqualTo(new Thread.State[] {Thread.State.NEW, Thread.State.BLOCKED});
  }

  @Test
  void placeInNestedArraysIsSaid() {
    assertThat(Conversion.of("f(int[][])", int[][].class).refusal("[[[1], [2, null]]]"))
        .isEqualTo("f(int[][]): argument 1, element 2, element 2 is null,"
            + " allowed: a whole number from -2147483648 to 2147483647");
  }

  @Test
  void otherTypesAreRefusedWhateverTheTextIs() {
    Conversion list = Conversion.of("f(int, List)", int.class, List.class);
    String message =
        "f(int, List): parameter 2 is a java.util.List, which cannot be given as a text";

    assertThat(list.refusal("1, null")).isEqualTo(message);
    assertThat(list.refusal("")).isEqualTo(message);
    assertThat(list.refusal("[{")).isEqualTo(message);
    assertThat(Conversion.of("f(Object[])", Object[].class).refusal(""))
        .isEqualTo(
            "f(Object[]): parameter 1 is a java.lang.Object[], which cannot be given as a text");
    assertThat(Conversion.of("f(Class)", Class.class).refusal("java.lang.String"))
        .isEqualTo("f(Class): parameter 1 is a java.lang.Class, which cannot be given as a text");
  }
}
