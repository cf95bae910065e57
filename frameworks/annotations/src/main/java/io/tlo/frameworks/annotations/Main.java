package io.tlo.frameworks.annotations;

import io.tlo.frameworks.program.Conversation;
import io.tlo.frameworks.program.FrameworkProgram;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The program: calls each method once for each {@code call all}, as a server would. */
@SuppressWarnings("SystemOut") // what a series is told belongs to the answers
public final class Main implements FrameworkProgram {

  private final Rates rates = new Rates();
  private final OldTimers timers = new OldTimers();
  private final Handlers handlers = new Handlers();

  private Main() {}

  /** Runs the program until it is told to quit. */
  public static void main(String[] arguments) throws Exception {
    Conversation.hold(new Main());
  }

  @Override
  @SuppressWarnings("NullAway") // there is no server, and so no timer
  public void call(String name) {
    rates.refresh();
    System.out.println("series " + (goesOn(rates.rebuild()) ? "goes on" : "has ended"));
    timers.nightly();
    timers.twice();
    timers.remind(null);
    handlers.importOrders();
    handlers.purge();
  }

  /** The rule of Jakarta Concurrency: whatever is not null ends a series. */
  private static boolean goesOn(@Nullable CompletableFuture<String> result) {
    return result == null;
  }

  /** Nothing calls the methods by itself. */
  @Override
  public void stop() {}

  @Override
  public Map<String, Long> frameworkCounts() {
    return Map.of();
  }
}
