package io.tlo.agent;

import io.tlo.SettingKey;
import io.tlo.TloSettings;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent: reads the settings, says what is wrong with them, and begins to watch; and ends it.
 *
 * <p>What {@link TloAgent} calls, it calls through types of the JDK: the consumer starts the agent with the
 * application, the predicate in one that runs, and the runnable takes it out.
 *
 * <p>The consumer runs before the application, on its main thread. It touches nothing that the application may
 * want to set up itself: no logging, no management, no lambda even, since that would start {@code
 * java.lang.invoke} in its first milliseconds.
 *
 * <p>Thread safety: its caller lets in one thread at a time.
 */
public final class AgentStart
    implements BiConsumer<String, Instrumentation>, BiPredicate<String, Instrumentation>, Runnable {

  private static final int CANNOT_START = 1;

  private @Nullable String startedWith;
  // A thread that is never started: the application reaches this object by reflection, but not the
  // insides of a thread, which lead to the agent.
  private @Nullable Runnable ending;
  private int changedSettings;
  private AgentLog log = new AgentLog(SettingKey.LOG.defaultText());

  /** Created by {@link TloAgent}, by name. */
  public AgentStart() {}

  /** Starts the agent; once it was started, says at most that it was. */
  @Override
  public void accept(String text, Instrumentation instrumentation) {
    if (isFirst(text)) {
      Agent agent = make(text, instrumentation);
      if (agent == null) {
        // Asked for. An exception would end the JVM as well, but with a core dump.
        Runtime.getRuntime().halt(CANNOT_START);
      } else {
        agent.start();
        sayStarted();
      }
    }
  }

  /**
   * Starts the agent in an application that runs.
   *
   * @return whether it is there now
   */
  @Override
  public boolean test(String text, Instrumentation instrumentation) {
    if (text.equals(startedWith)) {
      log.fault("attach: the agent is there already with these arguments, nothing was done", null);
    } else if (isFirst(text)) {
      Agent agent = make(text, instrumentation);
      if (agent == null) {
        log.fault("the agent was not attached, since on.error=fail asks for that", null);
        return false;
      }
      agent.attach();
      sayStarted();
    }
    return true;
  }

  /** Takes the agent out of the application; returns when it is out. */
  @Override
  public void run() {
    if (ending != null) {
      ending.run();
    }
  }

  private boolean isFirst(String text) {
    if (startedWith == null) {
      startedWith = text;
      return true;
    }
    if (!startedWith.equals(text)) {
      log.fault(
          "the agent was given twice with different arguments; the first are in force: '"
              + AgentArguments.shown(startedWith)
              + "'",
          null);
    }
    sayOtherVersions();
    return false;
  }

  /** Asks the application's own class loader: whatever comes of it, the agent goes on. */
  private void sayOtherVersions() {
    String own = version();
    try {
      for (String other : OtherVersions.than(own)) {
        log.fault(
            "the agent was given in another version as well: " + own + " is in force, not " + other,
            null);
      }
    } catch (Throwable e) {
      log.debug("whether the agent was given in another version is not known: " + e.getClass());
    }
  }

  /** Returns the agent; null if there are faults and the settings want none then. */
  private @Nullable Agent make(String text, Instrumentation instrumentation) {
    AgentArguments arguments = AgentArguments.parse(text);
    TloSettings settings = TloSettings.load(arguments.values(), AgentArguments.ORIGIN);
    log = new AgentLog(settings.text(SettingKey.LOG));
    boolean strict = settings.is(SettingKey.ON_ERROR, "fail");
    ExtensionJars extensions = ExtensionJars.of(settings);
    List<String> faults = faults(arguments, settings, strict);
    faults.addAll(extensions.faults());
    if (strict) {
      faults.addAll(StrictCheck.faults(settings, extensions));
    }
    for (String fault : faults) {
      log.fault(fault, null);
    }
    if (strict && !faults.isEmpty()) {
      return null;
    }
    Agent agent = new Agent(settings, extensions, log, instrumentation);
    ending = new Thread(null, agent.ending(), "tlo-ending", 0, false);
    changedSettings = settings.changed();
    return agent;
  }

  private void sayStarted() {
    log.info("TLO for Java " + version() + ": watching, " + changedSettings + " settings changed");
  }

  private static List<String> faults(
      AgentArguments arguments, TloSettings settings, boolean strict) {
    List<String> faults = new ArrayList<>(arguments.faults());
    for (TloSettings.Fault fault : settings.faults()) {
      faults.add(strict ? fault.sentence() : fault.sentence() + "; it is ignored");
    }
    return faults;
  }

  private static String version() {
    String version = AgentStart.class.getPackage().getImplementationVersion();
    return version == null ? "(unknown version)" : version;
  }
}
