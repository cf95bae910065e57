package io.tlo.steering;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.execution.FaultListener;
import io.tlo.execution.Timeline;
import io.tlo.fleet.FleetStore;
import io.tlo.fleet.SwitchedOff;
import io.tlo.registry.TaskNaming;
import io.tlo.text.PlainLine;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks are switched off in every instance of the application, as this instance knows it: what the shared
 * store said last, and before it has said anything what a file kept of that.
 *
 * <p>Thread safety: safe for many threads.
 */
public final class FleetSwitches {

  private final @Nullable FleetFile file;
  private final Timeline timeline;
  private final FaultListener faults;
  private final ReentrantLock putting = new ReentrantLock();
  // By method, or by the key of a job.
  private volatile Map<String, SwitchedOff> off;
  private volatile @Nullable FleetStore store;
  // How often a switch was put here: what was read before is old then.
  private final AtomicLong puts = new AtomicLong();
  private boolean fileFailed;
  // Whether the file is to be written though nothing changes.
  private boolean isFileStale;

  /**
   * Creates them.
   *
   * @param file keeps what is known over a restart, null for nothing
   */
  public FleetSwitches(@Nullable FleetFile file, Timeline timeline, FaultListener faults) {
    this.file = file;
    this.timeline = timeline;
    this.faults = faults;
    this.off = byKey(read());
  }

  private List<SwitchedOff> read() {
    try {
      FleetContent found = file == null ? FleetContent.NONE : file.read();
      if (file != null && found.isDamaged()) {
        isFileStale = true;
        faults.fault("fleet.file: " + file.damage(), null);
      }
      return found.off();
    } catch (IOException | RuntimeException e) {
      faults.fault(
          "fleet.file: what was switched off everywhere is not known until the state store has been"
              + " reached, and is not kept: " + e.getMessage(),
          null);
      // Told now, and by the first write that fails for the same reason not again.
      isFileStale = true;
      fileFailed = true;
      return List.of();
    }
  }

  private static Map<String, SwitchedOff> byKey(List<SwitchedOff> list) {
    Map<String, SwitchedOff> map = new HashMap<>();
    // No lambda: this may be in the first milliseconds of the application.
    for (SwitchedOff each : list) {
      map.put(TaskNaming.switchedAs(each.method()), each);
    }
    return Map.copyOf(map);
  }

  /** Brings the store that the instances share. */
  public void join(FleetStore shared) {
    store = shared;
  }

  /** Returns whether a task is off in every instance. */
  boolean isOff(String method) {
    return off.containsKey(TaskNaming.switchedAs(method));
  }

  /** Returns who switched a task off in every instance, as the end of a sentence. */
  String whoSwitchedOff(String method) {
    SwitchedOff known = off.get(TaskNaming.switchedAs(method));
    return known == null
        ? ""
        : " by " + PlainLine.of(known.by()) + " (" + PlainLine.of(known.from()) + ") at "
            + known.at().truncatedTo(ChronoUnit.SECONDS);
  }

  /** Returns a number that is another one once a switch has been put here. */
  public long puts() {
    return puts.get();
  }

  /**
   * Switches a task on or off in every instance.
   *
   * @return whether that changed anything
   * @throws TloException with {@link Reason#STORE_UNAVAILABLE} if there is no store that instances share, or it
   *     cannot be reached; then nothing has changed
   */
  boolean put(String method, boolean on, Operator operator) {
    FleetStore shared = requireStore();
    putting.lock();
    try {
      String key = TaskNaming.switchedAs(method);
      SwitchedOff known = off.get(key);
      boolean changes = (known != null) == on;
      SwitchedOff next = new SwitchedOff(method, timeline.now(), operator.name(), operator.from());
      if (on) {
        shared.switchOn(method);
        if (known != null && !known.method().equals(method)) {
          // Of another class under the same key.
          shared.switchOn(known.method());
        }
      } else {
        shared.switchOff(next);
      }
      puts.incrementAndGet();
      Map<String, SwitchedOff> all = new HashMap<>(off);
      if (on) {
        all.remove(key);
      } else {
        all.putIfAbsent(key, next);
      }
      know(all);
      return changes;
    } finally {
      putting.unlock();
    }
  }

  private FleetStore requireStore() {
    FleetStore shared = store;
    if (shared == null) {
      throw new TloException(
          Reason.STORE_UNAVAILABLE,
          "there is no state store that the instances of the application share;"
              + " task.state.store=jdbc is one, and until it is open only this instance can be switched");
    }
    return shared;
  }

  /**
   * Takes over what the store said.
   *
   * @param seenPuts what {@link #puts} returned before it was asked
   * @return whether that was news, and not older than what is known here
   */
  boolean takeOver(List<SwitchedOff> said, long seenPuts) {
    putting.lock();
    try {
      Map<String, SwitchedOff> next = byKey(said);
      if (puts.get() != seenPuts) {
        return false;
      }
      boolean isNews = !next.equals(off);
      // One that was damaged is to be whole the next time.
      if (isNews || isFileStale) {
        isFileStale = false;
        know(next);
      }
      return isNews;
    } finally {
      putting.unlock();
    }
  }

  /** What cannot be kept is told once: it holds until the restart. */
  private void know(Map<String, SwitchedOff> next) {
    off = Map.copyOf(next);
    try {
      if (file != null) {
        file.write(off.values());
        fileFailed = false;
      }
    } catch (IOException | RuntimeException e) {
      if (!fileFailed) {
        fileFailed = true;
        faults.fault(
            "fleet.file: what is switched off everywhere will not be known at the next start until"
                + " the state store has been reached: " + e,
            null);
      }
    }
  }
}
