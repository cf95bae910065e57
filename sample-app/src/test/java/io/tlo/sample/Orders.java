package io.tlo.sample;

/** Orders for tests. */
final class Orders {

  private Orders() {}

  static Order lamps(int number) {
    return new Order(number, 137, "lamp", 2, 59_80);
  }

  static Order bulb(int number) {
    return new Order(number, 137, "bulb", 1, 3_20);
  }
}
