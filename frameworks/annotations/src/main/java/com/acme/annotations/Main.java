package com.acme.annotations;

import com.acme.app.Conversation;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The program: calls each method once for each line {@code call}, as a server would. */
@SuppressWarnings("SystemOut") // what a series is told belongs to the answers
public final class Main {

  private final Rates rates = new Rates();
  private final OldTimers timers = new OldTimers();
  private final Handlers handlers = new Handlers();

  private Main() {}

  /** Runs the program until it is told to quit. */
  public static void main(String[] arguments) throws Exception {
    Main main = new Main();
    new Conversation(() -> {}).on("call", main::call).hold();
  }

  @SuppressWarnings("NullAway") // there is no server, and so no timer
  private void call() {
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
}
