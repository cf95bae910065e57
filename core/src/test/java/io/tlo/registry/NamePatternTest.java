package io.tlo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NamePatternTest {

  private static final TaskDefinition SHIP = TaskDefinition.builder(
          "Orders", "nightly", "com.acme.Orders.ship(java.lang.String,int)")
      .build();

  private static boolean matches(String pattern, String name) {
    return NamePattern.of(pattern).matches(name);
  }

  @Test
  void patternWithoutStarMatchesItselfOnly() {
    assertThat(matches("Orders.ship", "Orders.ship")).isTrue();
    assertThat(matches("Orders.ship", "Orders.shipped")).isFalse();
    assertThat(matches("Orders.ship", "my.Orders.ship")).isFalse();
    assertThat(matches("Orders.ship", "orders.ship")).isFalse();
  }

  @Test
  void starStandsForAnyCharactersAlsoForNone() {
    assertThat(matches("Orders.*", "Orders.ship")).isTrue();
    assertThat(matches("Orders.*", "Orders.")).isTrue();
    assertThat(matches("*.ship", "Orders.ship")).isTrue();
    assertThat(matches("O*s*p", "Orders.ship")).isTrue();
    assertThat(matches("*", "Orders.ship")).isTrue();
    assertThat(matches("*", "")).isTrue();
    assertThat(matches("***", "a")).isTrue();
    assertThat(matches("*e*", "Orders\nship")).isTrue();
  }

  @Test
  void partsMustNotOverlapAndComeInTheirOrder() {
    assertThat(matches("aba*aba", "ababa")).isFalse();
    assertThat(matches("aba*aba", "abaaba")).isTrue();
    assertThat(matches("*b*a*", "ab")).isFalse();
    assertThat(matches("*ab*ab", "ab")).isFalse();
    assertThat(matches("*ab*b", "ab")).isFalse();
  }

  @Test
  void allElseIsLiteral() {
    assertThat(matches("a.c", "abc")).isFalse();
    assertThat(matches("a?c", "abc")).isFalse();
    assertThat(matches("[a]*(\\d)", "[a]x(\\d)")).isTrue();
    assertThat(matches(" a", "a")).isFalse();
  }

  @Test
  void starAfterABackslashStandsForItselfAndABackslashElsewhereToo() {
    assertThat(matches("NameJob.pay\\*", "NameJob.pay*")).isTrue();
    assertThat(matches("NameJob.pay\\*", "NameJob.pays")).isFalse();
    assertThat(matches("NameJob.pay\\*", "NameJob.pay\\s")).isFalse();
    assertThat(matches("*\\**", "a*b")).isTrue();
    assertThat(matches("*\\**", "ab")).isFalse();
    assertThat(matches("pay\\ship", "pay\\ship")).isTrue();
    assertThat(matches("pay\\", "pay\\")).isTrue();
  }

  @Test
  void emptyPatternMatchesNoTask() {
    assertThat(NamePattern.of("").matches(SHIP)).isFalse();
  }

  @Test
  void taskIsMeantByItsNameItsMethodOrItsMethodWithoutTypes() {
    assertThat(NamePattern.of("Orders.nightly").matches(SHIP)).isTrue();
    assertThat(NamePattern.of("com.acme.Orders.ship(java.lang.String,int)").matches(SHIP))
        .isTrue();
    assertThat(NamePattern.of("com.acme.Orders.ship").matches(SHIP)).isTrue();
    assertThat(NamePattern.of("*.ship").matches(SHIP)).isTrue();
    assertThat(NamePattern.of("Orders.ship").matches(SHIP)).isFalse();
    assertThat(NamePattern.of("com.acme.Orders.shi").matches(SHIP)).isFalse();
  }

  private static NamedTask listedAs(String group, String shortName) {
    return new NamedTask(SHIP.named(group, shortName), SHIP, "com.acme.Orders");
  }

  @Test
  void taskIsMeantByItsPlainNameAndByThatWithItsClassWhateverItIsListedAs() {
    for (NamedTask each : new NamedTask[] {
      listedAs("Orders", "nightly"),
      listedAs("Orders", "nightly#2"),
      listedAs("com.acme.Orders", "nightly"),
      listedAs("com.acme.Orders", "nightly#3")
    }) {
      String name = each.definition().name();
      assertThat(NamePattern.of(name).matches(each)).as(name).isTrue();
      assertThat(NamePattern.of("Orders.nightly").matches(each)).as(name).isTrue();
      assertThat(NamePattern.of("com.acme.Orders.nightly").matches(each))
          .as(name)
          .isTrue();
      assertThat(NamePattern.of("*.Orders.nightly").matches(each)).as(name).isTrue();
      assertThat(NamePattern.of("com.acme.Orders.ship").matches(each)).as(name).isTrue();
      assertThat(NamePattern.of("Orders.ship").matches(each)).as(name).isFalse();
      assertThat(NamePattern.of("Orders.nightly#4").matches(each)).as(name).isFalse();
    }
  }

  @Test
  void taskThatIsMeantByOneNameOnlyHasNoFullName() {
    NamedTask alone = NamedTask.alone(SHIP);

    assertThat(alone.fullName()).isNull();
    assertThat(alone.isNumbered()).isFalse();
    assertThat(NamePattern.of("Orders.nightly").matches(alone)).isTrue();
    assertThat(NamePattern.of("com.acme.Orders.nightly").matches(alone)).isFalse();
  }

  @Test
  void numberOfAnExplicitNameIsNoNumberOfACopy() {
    TaskDefinition explicit =
        TaskDefinition.builder("Orders", "step#2", "com.acme.Orders.two()").build();

    NamedTask task = new NamedTask(explicit, explicit, "com.acme.Orders");

    assertThat(task.isNumbered()).isFalse();
    assertThat(NamePattern.of("Orders.step").matches(task)).isFalse();
  }

  @Test
  void methodWithAParenthesisInItsNameIsMeantToo() {
    TaskDefinition odd =
        TaskDefinition.builder("Orders", "x", "com.acme.Orders.ship (now)(int)").build();

    assertThat(NamePattern.of("com.acme.Orders.ship (now)").matches(odd)).isTrue();
  }

  @Test
  void methodWithoutTypesIsMeantAsItIs() {
    TaskDefinition plain = TaskDefinition.builder("Orders", "x", "m").build();

    assertThat(NamePattern.of("m").matches(plain)).isTrue();
  }

  @Test
  void randomPatternsMatchWhatTheEqualRegularExpressionMatches() {
    Random random = new Random(7);
    int matched = 0;
    for (int i = 0; i < 20_000; i++) {
      String pattern = text(random, "ab*", 8);
      String name = text(random, "ab", 10);
      boolean expected = Pattern.matches(pattern.replace("*", ".*"), name);
      assertThat(matches(pattern, name)).as("%s on %s", pattern, name).isEqualTo(expected);
      matched += expected ? 1 : 0;
    }
    assertThat(matched).isGreaterThan(500);
  }

  private static String text(Random random, String letters, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  @Test
  void hostilePatternsTakeNoTimeWorthMentioning() {
    String name = "a".repeat(65_000);
    String end = "a".repeat(30_000) + "b";

    // What tries every place takes minutes for these.
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
      assertThat(matches("*".repeat(10_000), name)).isTrue();
      assertThat(matches("*a".repeat(10_000) + "b", name)).isFalse();
      assertThat(matches("*a".repeat(10_000) + "*b*", name)).isFalse();
      for (int i = 0; i < 100; i++) {
        assertThat(matches("*" + end + "*", name)).isFalse();
      }
    });
  }

  @Test
  void patternsOfOneTextAreEqual() {
    assertThat(NamePattern.of("a*"))
        .isEqualTo(NamePattern.of("a*"))
        .hasSameHashCodeAs(NamePattern.of("a*"))
        .isNotEqualTo(NamePattern.of("a**"))
        .hasToString("a*");
  }
}
