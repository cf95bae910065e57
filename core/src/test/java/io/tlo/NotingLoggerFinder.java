package io.tlo;

import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The tests' log: it notes what {@code io.tlo} says and forgets the rest. */
public final class NotingLoggerFinder extends System.LoggerFinder {

  static final List<String> TOLD = new CopyOnWriteArrayList<>();

  /** For the service loader. */
  public NotingLoggerFinder() {}

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new Noting(name);
  }

  private record Noting(String name) implements System.Logger {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return name.equals("io.tlo");
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle bundle, String text, @Nullable Throwable thrown) {
      note(level, text);
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle bundle, String text, @Nullable Object... details) {
      note(level, text);
    }

    private void note(Level level, String text) {
      if (isLoggable(level)) {
        TOLD.add(level + " " + text);
      }
    }
  }
}
