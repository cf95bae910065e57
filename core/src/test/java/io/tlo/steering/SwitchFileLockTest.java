package io.tlo.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.execution.Switch;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.Reference;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("jdk")
class SwitchFileLockTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(100);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private Path path;

  @BeforeEach
  void nameTheFile() {
    path = directory.resolve("switches");
  }

  private SwitchFile open(Duration mostWait) {
    return SwitchFile.open(
        path.toFile(),
        Clock.systemUTC(),
        (sentence, cause) -> {
          throw new AssertionError(sentence, cause);
        },
        mostWait);
  }

  @Test
  void aLinkInThePlaceOfTheLockIsNotFollowed() throws Exception {
    Path another = directory.resolve("another");
    Files.createSymbolicLink(directory.resolve("switches.lock"), another);

    assertThatThrownBy(() -> open(LONG).put(Map.of("com.acme.Orders.ship()", Switch.OFF)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "switch file is not written: its lock '" + path + ".lock' cannot be had (");

    assertThat(another).doesNotExist();
    assertThat(path).doesNotExist();
  }

  private static void runAtOnce(List<Callable<@Nullable Void>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      for (Future<@Nullable Void> each : threads.invokeAll(tasks)) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static @Nullable Void putMany(SwitchFile file, String prefix, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      file.put(Map.of(prefix + i, Switch.OFF));
    }
    return null;
  }

  private void assertAllOff(String prefix, int count) {
    SwitchFile read = open(LONG);
    for (int i = 0; i < count; i++) {
      assertThat(read.get(prefix + i)).as(prefix + i).isEqualTo(Switch.OFF);
    }
  }

  @Test
  void twoFilesOnOnePathLoseNothingOfEachOther() throws Exception {
    SwitchFile a = open(LONG);
    SwitchFile b = open(LONG);

    runAtOnce(List.of(() -> putMany(a, "a", 500), () -> putMany(b, "b", 500)));

    assertAllOff("a", 500);
    assertAllOff("b", 500);
    assertThat(Files.readString(path)).contains("switches: 1000,");
  }

  @Test
  void threadsOnOneFileLoseNothingOfEachOther() throws Exception {
    SwitchFile file = open(LONG);

    runAtOnce(List.of(
        () -> putMany(file, "a", 50), () -> putMany(file, "b", 50), () -> putMany(file, "c", 50)));

    assertAllOff("a", 50);
    assertAllOff("b", 50);
    assertAllOff("c", 50);
  }

  @Test
  void copiesOfTheClassInOtherLoadersLoseNothingOfEachOther() throws Exception {
    List<URL> classPath = new ArrayList<>();
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      classPath.add(new File(each).toURI().toURL());
    }
    URL[] urls = classPath.toArray(new URL[0]);
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader one = new URLClassLoader(urls, platform);
        URLClassLoader two = new URLClassLoader(urls, platform)) {
      runAtOnce(List.of(
          () -> putManyFrom(one, "a"),
          () -> putManyFrom(two, "b"),
          () -> putMany(open(LONG), "c", 100)));
    }

    assertAllOff("a", 100);
    assertAllOff("b", 100);
    assertAllOff("c", 100);
  }

  private @Nullable Void putManyFrom(ClassLoader loader, String prefix) throws Exception {
    Method copy = loader
        .loadClass(SwitchFileLockTest.class.getName())
        .getDeclaredMethod("putHundred", Path.class, String.class);
    copy.setAccessible(true);
    copy.invoke(null, path, prefix);
    return null;
  }

  /** Called in the copies of this class. */
  @SuppressWarnings("UnusedMethod")
  private static void putHundred(Path path, String prefix) throws IOException {
    SwitchFile file =
        SwitchFile.open(path.toFile(), Clock.systemUTC(), (sentence, cause) -> {}, LONG);
    putMany(file, prefix, 100);
  }

  @Test
  void writeGivesUpWhenTheLockIsHeldTooLong() throws Exception {
    SwitchFile file = open(SHORT);
    file.put(Map.of("a", Switch.OFF));
    FileLock held = new SwitchFileLock(LONG).acquire(path);
    try {
      assertThatThrownBy(() -> file.put(Map.of("a", Switch.ON)))
          .isInstanceOf(IOException.class)
          .hasMessage("switch file '" + path + "' is not written: its lock '" + path
              + ".lock' was held by others for 100 ms; try again");
    } finally {
      held.release();
    }

    assertThat(file.get("a")).isEqualTo(Switch.OFF);
    assertThat(open(LONG).get("a")).isEqualTo(Switch.OFF);
  }

  @Test
  void oneThatGivesUpDoesNotFreeTheLockForOtherProcesses() throws Exception {
    FileLock held = new SwitchFileLock(LONG).acquire(path);
    SwitchFileLock other = new SwitchFileLock(SHORT);
    try {
      assertThatThrownBy(() -> other.acquire(path)).isInstanceOf(IOException.class);

      assertThat(isLockedForOthers()).isTrue();
      held.release();
      assertThat(isLockedForOthers()).isFalse();
    } finally {
      // Its channel would be closed with it.
      Reference.reachabilityFence(other);
    }
  }

  private boolean isLockedForOthers() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "-cp",
            System.getProperty("java.class.path"),
            LockedProgram.class.getName(),
            path + ".lock")
        .inheritIO()
        .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() == 1;
  }

  @Test
  void lockFileThatWasRemovedIsMadeAgainAndHoldsAgainstOthers() throws Exception {
    SwitchFileLock lock = new SwitchFileLock(LONG);
    lock.acquire(path).release();
    Files.delete(directory.resolve("switches.lock"));

    FileLock held = lock.acquire(path);

    assertThatThrownBy(() -> new SwitchFileLock(SHORT).acquire(path))
        .isInstanceOf(IOException.class);
    held.release();
  }

  @Test
  void interruptEndsTheWaitAndIsKept() throws Exception {
    FileLock held = new SwitchFileLock(LONG).acquire(path);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> new SwitchFileLock(LONG).acquire(path))
          .isInstanceOf(InterruptedIOException.class)
          .hasMessageContaining("the thread was interrupted while it waited for the lock");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
      held.release();
    }
  }

  @Test
  void lockThatCannotBeHadIsNamed() {
    Path nowhere = directory.resolve("none").resolve("switches");

    assertThatThrownBy(() -> new SwitchFileLock(LONG).acquire(nowhere))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "its lock '" + nowhere + ".lock' cannot be had (java.nio.file.NoSuch");
  }
}
