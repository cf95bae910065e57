package io.tlo.steering;

import io.tlo.execution.Switch;
import java.io.File;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Writes numbered switches to a file, one after another, and prints each once it is written. */
final class PuttingProgram {

  static final String WRITTEN = " is written";

  /** Another one may have the lock for long: on a busy machine it is not always killed at once. */
  private static final Duration MOST_WAIT = Duration.ofMinutes(5);

  private PuttingProgram() {}

  /** Writes until it is killed; takes the file and the beginning of the methods. */
  public static void main(String[] arguments) throws IOException {
    SwitchFile file = SwitchFile.open(
        new File(arguments[0]),
        Clock.systemUTC(),
        (sentence, cause) -> {
          throw new IllegalStateException(sentence, cause);
        },
        MOST_WAIT);
    for (int number = 0; ; number++) {
      String method = arguments[1] + number;
      file.put(Map.of(method, kind(method)));
      System.out.println(method + WRITTEN);
    }
  }

  /** Returns the switch that the program writes for a method. */
  static Switch kind(String method) {
    int number = Integer.parseInt(method.substring(method.lastIndexOf('-') + 1));
    return switch (number % 3) {
      case 0 -> Switch.OFF;
      case 1 -> Switch.ON;
      default -> Switch.offUntil(Instant.parse("2999-01-01T00:00:00Z").plusMillis(number));
    };
  }
}
