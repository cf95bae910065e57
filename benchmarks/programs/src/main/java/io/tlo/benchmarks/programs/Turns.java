package io.tlo.benchmarks.programs;

import java.util.ArrayList;
import java.util.List;

/** The generated classes: how they are named, and how a program gets at them. */
public final class Turns {

  /** How many methods a generated class has. */
  public static final int METHODS = 10;

  private Turns() {}

  /** Returns the name of the generated class of that number, counted from 0. */
  public static String className(int number) {
    return "io.tlo.benchmarks.generated.Tasks" + number;
  }

  /** Loads the classes that have so many methods in all, and returns an instance of each. */
  static List<Turn> load(int methods) throws ReflectiveOperationException {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < methods / METHODS; i++) {
      Class<?> type = Class.forName(className(i));
      turns.add(type.asSubclass(Turn.class).getConstructor().newInstance());
    }
    return turns;
  }
}
