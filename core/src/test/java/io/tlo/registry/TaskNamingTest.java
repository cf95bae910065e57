package io.tlo.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskNamingTest {

  @Test
  void groupIsTheSimpleNameWithTheClassesItIsNestedIn() {
    assertThat(TaskNaming.group("com.acme.Orders")).isEqualTo("Orders");
    assertThat(TaskNaming.group("Orders")).isEqualTo("Orders");
    assertThat(TaskNaming.group("com.acme.Outer$Inner")).isEqualTo("Outer.Inner");
    assertThat(TaskNaming.group("com.acme.Outer$1")).isEqualTo("Outer.1");
  }

  @Test
  void shortNameHasTypesOnlyIfAsked() {
    assertThat(TaskNaming.shortName("ship", null)).isEqualTo("ship");
    assertThat(TaskNaming.shortName("ship", List.of())).isEqualTo("ship()");
    assertThat(TaskNaming.shortName("ship", List.of("java.lang.String", "int[]")))
        .isEqualTo("ship(String,int[])");
  }

  @Test
  void methodHasFullNames() {
    assertThat(TaskNaming.method("com.acme.Orders", "ship", List.of("java.lang.String", "int")))
        .isEqualTo("com.acme.Orders.ship(java.lang.String,int)");
  }

  @Test
  void switchOfAJobWithAKeyIsKeptWithoutTheClass() {
    assertThat(TaskNaming.switchedAs("com.acme.ReportJob.execute[a.b(c]d](org.quartz.Context)"))
        .isEqualTo("execute[a.b(c]d](org.quartz.Context)");
    String array = "com.acme.Orders.ship(int[],java.lang.String)";
    assertThat(TaskNaming.switchedAs(array)).isEqualTo(array);
  }

  @Test
  void intervalIsASchedule() {
    assertThat(TaskNaming.schedule(Duration.ofSeconds(30))).isEqualTo("every 30 s");
  }

  @Test
  void extraIsSplitAtTheFirstSign() {
    assertThat(TaskNaming.extra(List.of("a=1", " b = x=y ", "c")))
        .containsExactly(
            java.util.Map.entry("a", "1"),
            java.util.Map.entry("b", "x=y"),
            java.util.Map.entry("c", ""));
  }

  @Test
  void signatureIsWrittenForPeople() {
    assertThat(TaskNaming.signature("ship", List.of(), false)).isEqualTo("ship()");
    assertThat(TaskNaming.signature(
            "ship", List.of("java.lang.String", "app.Main$Size", "int[]"), true))
        .isEqualTo("ship(String, Size, int...)");
    assertThat(TaskNaming.signature("ship", List.of("int[]"), false)).isEqualTo("ship(int[])");
  }
}
