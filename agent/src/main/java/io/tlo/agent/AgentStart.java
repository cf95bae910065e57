package io.tlo.agent;

import io.tlo.SettingKey;
import io.tlo.TloSettings;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Starts the agent: reads the settings, says what is wrong with them, and begins to watch.
 *
 * <p>This runs before the application, on its main thread. It touches nothing that the application may
 * want to set up itself: no logging, no management, no lambda even, since that would start {@code
 * java.lang.invoke} in its first milliseconds.
 */
public final class AgentStart implements BiConsumer<String, Instrumentation> {

  private static final int CANNOT_START = 1;

  /** Created by {@link TloAgent}, by name. */
  public AgentStart() {}

  @Override
  public void accept(String text, Instrumentation instrumentation) {
    AgentArguments arguments = AgentArguments.parse(text);
    TloSettings settings = TloSettings.load(arguments.values(), AgentArguments.ORIGIN);
    AgentLog log = new AgentLog(settings.text(SettingKey.LOG));
    boolean strict = settings.is(SettingKey.ON_ERROR, "fail");
    List<String> faults = faults(arguments, settings);
    for (String fault : faults) {
      log.fault(strict ? fault : fault + "; the default is used", null);
    }
    if (strict && !faults.isEmpty()) {
      // Asked for. An exception would end the JVM as well, but with a core dump.
      Runtime.getRuntime().halt(CANNOT_START);
    }
    new Agent(settings, log, instrumentation).start();
    log.info(
        "TLO for Java " + version() + ": watching, " + settings.changed() + " settings changed");
  }

  private static List<String> faults(AgentArguments arguments, TloSettings settings) {
    List<String> faults = new ArrayList<>(arguments.faults());
    for (TloSettings.Fault fault : settings.faults()) {
      faults.add(fault.sentence());
    }
    return faults;
  }

  private static String version() {
    String version = AgentStart.class.getPackage().getImplementationVersion();
    return version == null ? "(unknown version)" : version;
  }
}
