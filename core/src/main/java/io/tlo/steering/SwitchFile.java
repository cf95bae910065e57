package io.tlo.steering;

import io.tlo.execution.FaultListener;
import io.tlo.execution.Switch;
import io.tlo.registry.TaskNaming;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The switches that operators made, in a file that outlives the process and that several processes may
 * share. A write takes up what others have written since, and puts a whole file in place of the old one;
 * so at any moment the file can be read, by anybody, without a lock.
 *
 * <p>Thread safety: safe for many threads.
 */
public final class SwitchFile {

  private static final Duration MOST_WAIT = Duration.ofSeconds(5);
  private static final int MOST_LINKS = 40;

  private final File path;
  private final Clock clock;
  private final FaultListener faults;
  private final SwitchFileLock lock;
  private final Map<String, Switch> known = new ConcurrentHashMap<>();
  private volatile @Nullable File reported;

  private SwitchFile(File path, Clock clock, FaultListener faults, Duration mostWait) {
    this.path = path;
    this.clock = clock;
    this.faults = faults;
    lock = new SwitchFileLock(mostWait);
  }

  /**
   * Reads a file, which need not be there yet. It never throws: what is wrong with the file goes to the
   * listener as one sentence, and what could be read of it holds.
   *
   * @param clock tells when a switch that is off for a while comes back
   */
  public static SwitchFile open(File path, Clock clock, FaultListener faults) {
    return open(path, clock, faults, MOST_WAIT);
  }

  /**
   * Reads a file, as {@link #open(File, Clock, FaultListener)} does.
   *
   * @param mostWait the most that a write waits for others
   */
  static SwitchFile open(File path, Clock clock, FaultListener faults, Duration mostWait) {
    SwitchFile file = new SwitchFile(path.getAbsoluteFile(), clock, faults, mostWait);
    file.readAtStart();
    return file;
  }

  /**
   * Returns what is wrong with a file, as a sentence; null if it can be used, or is not there
   * yet. Neither the file nor what is beside it is touched.
   */
  public static @Nullable String fault(File path) {
    try {
      SwitchContent content = SwitchFileSource.read(path.getAbsoluteFile());
      return content.damage == null
          ? null
          : "switch file '" + path.getAbsoluteFile() + "' is damaged: " + content.damage
              + "; mend or remove it";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      return unreadable(path, e);
    }
  }

  private void readAtStart() {
    try {
      SwitchContent content = SwitchFileSource.read(path);
      known.putAll(content.switches);
      if (content.damage != null) {
        reportDamage(content);
      }
    } catch (IOException e) {
      faults.fault(String.valueOf(e.getMessage()), e.getCause());
    } catch (RuntimeException e) {
      faults.fault(unreadable(path, e), e);
    }
  }

  private static String unreadable(File path, RuntimeException cause) {
    return "switch file '" + path + "' cannot be read (" + cause + ")";
  }

  /**
   * Returns the switch of a task, of those that were in the file when it was opened or that this process
   * has written; null if there is none. One that was off until a moment is on from that moment.
   *
   * @param method full class name, method name and parameter types
   */
  public @Nullable Switch get(String method) {
    Switch found = known.get(method);
    if (found == null) {
      found = ofKey(TaskNaming.switchedAs(method), method);
    }
    return found != null && found.isBackAt(clock.instant()) ? Switch.ON : found;
  }

  /** Returns the switch of another class's job with the same key, null if there is none. */
  private @Nullable Switch ofKey(String key, String method) {
    if (!key.equals(method)) {
      for (Map.Entry<String, Switch> each : known.entrySet()) {
        if (TaskNaming.switchedAs(each.getKey()).equals(key)) {
          return each.getValue();
        }
      }
    }
    return null;
  }

  /** Puts switches into a map, and with each those of other classes' jobs with its key. */
  private static void put(Map<String, Switch> changes, Map<String, Switch> into) {
    Map<String, Switch> byKey = new HashMap<>();
    changes.forEach((method, each) -> byKey.put(TaskNaming.switchedAs(method), each));
    into.replaceAll((method, each) -> byKey.getOrDefault(TaskNaming.switchedAs(method), each));
    into.putAll(changes);
  }

  /**
   * Writes switches to the file, beside those it holds; when it returns, they are on the disk. Waits at
   * most five seconds for others that write it.
   *
   * @param changes switches by full method; null is neither
   * @throws IOException with a sentence for the user, if the file cannot be written, or must not be since
   *     it is of a newer format; it then holds what it held before
   * @throws IllegalArgumentException if a method is empty
   */
  public void put(Map<String, Switch> changes) throws IOException {
    Map<String, Switch> taken = Map.copyOf(changes);
    if (taken.containsKey("")) {
      throw new IllegalArgumentException("switch file: the method is empty");
    }
    Path target = target();
    SwitchFileSource.requireUsable(target.toFile());
    // Whoever owns a link may let it lead elsewhere.
    SwitchFileSource.requireOwn(path);
    FileLock held = lock.acquire(target);
    try {
      write(target, taken);
      put(taken, known);
    } finally {
      held.release();
    }
  }

  /** Returns where the path leads; what is there is replaced, and not a link to it. */
  private Path target() throws IOException {
    try {
      Path target = path.toPath();
      for (int links = 0; Files.isSymbolicLink(target); links++) {
        if (links == MOST_LINKS) {
          throw new IOException("switch file '" + path + "' is a link that leads nowhere;"
              + " name another file in switch.file");
        }
        target = target.resolveSibling(Files.readSymbolicLink(target));
      }
      return target;
    } catch (InvalidPathException e) {
      throw new IOException(
          "switch file '" + path + "' is no path on this system (" + e.getReason()
              + "); name another file in switch.file",
          e);
    }
  }

  private void write(Path target, Map<String, Switch> changes) throws IOException {
    File file = target.toFile();
    SwitchContent found = SwitchFileSource.read(file);
    Map<String, Switch> all = new HashMap<>();
    if (found.damage != null) {
      all.putAll(known);
    }
    all.putAll(found.switches);
    put(changes, all);
    putOnThoseThatCameBack(all);
    byte[] content = SwitchFileFormat.write(all);
    if (content.length > SwitchFileSource.MOST_BYTES) {
      throw new IOException("switch file '" + file + "' is not written: it would have "
          + content.length + " bytes, allowed are " + SwitchFileSource.MOST_BYTES
          + "; remove switches that are no longer needed");
    }
    try {
      if (found.damage != null) {
        setAside(file, found);
      }
      new WholeFile(target).replace(content);
    } catch (IOException e) {
      throw new IOException(
          "switch file '" + file + "' is not written (" + e
              + "); let this program write there or name another file in switch.file",
          e);
    }
  }

  /** Not removed: that a task came back is what an operator wanted, whatever it would start as. */
  private void putOnThoseThatCameBack(Map<String, Switch> all) {
    Instant now = clock.instant();
    all.replaceAll((method, each) -> each.isBackAt(now) ? Switch.ON : each);
  }

  private void reportDamage(SwitchContent content) {
    try {
      // A link's target is what will be replaced, so the copy lies there.
      DamagedFile damaged = new DamagedFile(path.getCanonicalFile());
      if (content.bytes == null) {
        report(content, damaged.nextPlace(), "the next change of a switch moves it to '");
      } else {
        report(
            content,
            damaged.copy(content.bytes),
            "the next change of a switch replaces it; it is kept as '");
      }
    } catch (IOException e) {
      faults.fault(
          damage(content) + "it cannot be kept aside (" + e + "); let this program write there", e);
    }
  }

  private void setAside(File file, SwitchContent content) throws IOException {
    DamagedFile damaged = new DamagedFile(file);
    report(
        content,
        content.bytes == null ? damaged.move() : damaged.copy(content.bytes),
        "it is replaced and kept as '");
  }

  /** Tells of damage once, although it is met at the start and again by the first write. */
  private void report(SwitchContent content, File aside, String what) {
    if (!aside.equals(reported)) {
      reported = aside;
      faults.fault(damage(content) + what + aside + "'", null);
    }
  }

  private String damage(SwitchContent content) {
    return "switch file '" + path + "' is damaged: " + content.damage + "; of its switches, "
        + content.switches.size() + " could be read and hold; ";
  }
}
