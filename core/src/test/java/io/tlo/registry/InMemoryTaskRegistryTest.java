package io.tlo.registry;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InMemoryTaskRegistryTest extends TaskRegistryContract {

  @Override
  protected TaskRegistry empty() {
    return new InMemoryTaskRegistry();
  }

  @Test
  void takenNameIsRefusedWithARemedy() {
    TaskRegistry registry = empty();
    registry.register(
        TaskDefinition.builder("Orders", "ship", "com.acme.Orders.ship()").build());

    assertThatThrownBy(() -> registry.register(
            TaskDefinition.builder("Orders", "ship", "org.other.Orders.ship()").build()))
        .hasMessage("task 'Orders.ship': already registered for com.acme.Orders.ship(), cannot be"
            + " registered again for org.other.Orders.ship(); give one of them a name of its own");
  }
}
