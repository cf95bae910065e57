package io.tlo.agent.cli.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What Linux tells of a process under {@code /proc}; nothing there on other systems. Reading does not touch
 * the process.
 */
final class ProcessFiles {

  private static final Path PROC = Path.of("/proc");
  /** The bit of SIGQUIT, signal 3, in a mask of signals. */
  private static final long QUIT = 1L << 2;

  private final Path folder;
  private final Map<String, String> status;

  private ProcessFiles(Path folder) {
    this.folder = folder;
    this.status = status(folder);
  }

  static ProcessFiles of(long pid) {
    return new ProcessFiles(PROC.resolve(Long.toString(pid)));
  }

  static ProcessFiles own() {
    return new ProcessFiles(PROC.resolve("self"));
  }

  /** Returns whether this system tells of its processes. */
  static boolean areKept() {
    return Files.isReadable(PROC.resolve("self/status"));
  }

  private static Map<String, String> status(Path folder) {
    Map<String, String> status = new TreeMap<>();
    for (String line : read(folder.resolve("status")).split("\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        status.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return status;
  }

  /** Names of programs may hold any bytes: read as Latin-1 they cannot fail. */
  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private String value(String name) {
    return status.getOrDefault(name, "");
  }

  /** Returns whether there is such a process; one that has ended and is not yet fetched is none. */
  boolean isThere() {
    return !status.isEmpty() && !value("State").startsWith("Z");
  }

  /** Returns whether it is stopped, as SIGSTOP, Ctrl-Z or a debugger does. */
  boolean isStopped() {
    return value("State").startsWith("T") || value("State").startsWith("t");
  }

  /** Returns the name of its program. */
  String program() {
    return value("Name");
  }

  /** Returns the number of the user it acts as, empty if not known. */
  String userNumber() {
    String[] numbers = value("Uid").split("\\s+", -1);
    return numbers.length > 1 ? numbers[1] : "";
  }

  /** Returns the name of the user it acts as, his number if he has none. */
  String userName() {
    try {
      return Files.getOwner(folder).getName();
    } catch (IOException | UnsupportedOperationException e) {
      return userNumber();
    }
  }

  /** Returns whether it does something of its own on SIGQUIT; what does not, ends by it. */
  boolean catchesQuit() {
    try {
      return (Long.parseUnsignedLong(value("SigCgt"), 16) & QUIT) != 0;
    } catch (NumberFormatException e) {
      return true;
    }
  }

  /** Returns whether it has HotSpot loaded; where that is not told, whether it could be asked. */
  boolean isJvm() {
    String maps = read(folder.resolve("maps"));
    return maps.isEmpty() ? catchesQuit() : maps.contains("libjvm.so");
  }

  /** Returns whether an option stands on its command line or in the variables that JVMs read options from. */
  boolean mentions(String option) {
    return read(folder.resolve("cmdline")).contains(option)
        || read(folder.resolve("environ")).contains(option);
  }

  /** Returns its process number as it knows it itself, in its own container. */
  private String innerPid() {
    String[] numbers = value("NSpid").split("\\s+", -1);
    return numbers[numbers.length - 1];
  }

  /** Returns whether the socket is there on which a JVM takes orders once it was asked to. */
  boolean hasAttachSocket() {
    return Files.exists(attachSocket());
  }

  /** Returns the path of that socket as it is seen from here. */
  Path attachSocket() {
    return seenFromHere(Path.of("/tmp", ".java_pid" + innerPid()));
  }

  /** Returns where a file of the process's own file system is found from here. */
  Path seenFromHere(Path file) {
    Path root = folder.resolve("root");
    return Files.isReadable(root) ? root.resolve(Path.of("/").relativize(file)) : file;
  }

  /** Returns whether one of its threads has that name; null if that is not told. */
  @Nullable
  Boolean hasThread(String name) {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(folder.resolve("task"))) {
      for (Path thread : threads) {
        if (read(thread.resolve("comm")).strip().equals(name)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return null;
    }
  }
}
