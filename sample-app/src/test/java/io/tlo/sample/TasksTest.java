package io.tlo.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.Task;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tasks an operator is to find in the console: README and pictures show them by these names. */
class TasksTest {

  private static final List<Class<?>> SERVICES = List.of(
      CartService.class,
      ExchangeRates.class,
      MailService.class,
      OrderService.class,
      PaymentService.class,
      ReportService.class,
      ShipmentService.class,
      StockService.class);

  @Test
  void theTasksHaveTheseNames() {
    assertThat(tasks().map(TasksTest::name))
        .containsExactlyInAnyOrder(
            "CartService.dropAbandoned",
            "ExchangeRates.refresh",
            "MailService.confirm",
            "OrderService.process",
            "OrderService.retry-unpaid",
            "PaymentService.collect",
            "ReportService.daily-sales",
            "ShipmentService.handOver",
            "StockService.reserve",
            "StockService.restock",
            "StockService.restock");
  }

  @Test
  void eachTaskTellsTheOperatorWhatItIsFor() {
    assertThat(tasks())
        .allSatisfy(task -> assertThat(annotation(task).description()).isNotEmpty());
  }

  @Test
  void twoTasksAreRunByTloAndTakeNoArguments() {
    List<Method> recurring =
        tasks().filter(task -> !annotation(task).interval().isEmpty()).toList();

    assertThat(recurring)
        .extracting(task -> annotation(task).interval())
        .containsExactlyInAnyOrder("5s", "20s");
    assertThat(recurring)
        .allSatisfy(task -> assertThat(task.getParameterCount()).isZero());
  }

  @Test
  void extraFactsAreKeysWithValues() {
    assertThat(tasks().flatMap(task -> Arrays.stream(annotation(task).extra())))
        .isNotEmpty()
        .allMatch(fact -> fact.matches("[a-z-]+=[a-z-]+"));
  }

  private static Stream<Method> tasks() {
    return SERVICES.stream()
        .flatMap(service -> Arrays.stream(service.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Task.class));
  }

  private static Task annotation(Method task) {
    return task.getAnnotation(Task.class);
  }

  private static String name(Method task) {
    String name = annotation(task).name();
    return task.getDeclaringClass().getSimpleName()
        + "."
        + (name.isEmpty() ? task.getName() : name);
  }
}
