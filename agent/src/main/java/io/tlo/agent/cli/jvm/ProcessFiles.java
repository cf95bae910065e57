package io.tlo.agent.cli.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What Linux tells of a process under {@code /proc}; nothing there on other systems. Reading does not touch
 * the process.
 */
final class ProcessFiles {

  /** The number of the user root. */
  static final String ROOT = "0";

  private static final Path PROC = Path.of("/proc");
  private static final Path TMP = Path.of("/tmp");
  /** The bit of SIGQUIT, signal 3, in a mask of signals. */
  private static final long QUIT = 1L << 2;

  private static final int READ = 4;
  private static final int SEARCH = 1;

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

  /** Returns the number of the process; a thread has its own number and can be looked up by it as well. */
  String processNumber() {
    return value("Tgid");
  }

  /** Returns what it was started with, in the order in which a JVM reads it; the last word counts. */
  JavaArguments arguments() {
    Map<String, String> variables = variables();
    List<String> words = texts("cmdline");
    return new JavaArguments(this::optionFile)
        .addVariable(variables.getOrDefault("JAVA_TOOL_OPTIONS", ""))
        .addVariable(variables.getOrDefault("JDK_JAVA_OPTIONS", ""))
        .addCommandLine(words.subList(Math.min(1, words.size()), words.size()))
        .addVariable(variables.getOrDefault("_JAVA_OPTIONS", ""));
  }

  /** Returns whether a flag of the JVM was switched on; null if a file with options cannot be read. */
  @Nullable
  Boolean isOn(String flag) {
    JavaArguments arguments = arguments();
    return arguments.isSure() ? arguments.isOn(flag) : null;
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    for (String variable : texts("environ")) {
      int sign = variable.indexOf('=');
      if (sign > 0) {
        variables.put(variable.substring(0, sign), variable.substring(sign + 1));
      }
    }
    return variables;
  }

  private List<String> texts(String file) {
    try {
      String all = new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.UTF_8);
      return all.isEmpty() ? List.of() : List.of(all.split("\0", -1));
    } catch (IOException e) {
      return List.of();
    }
  }

  private @Nullable String optionFile(String name) {
    try {
      Path file = Path.of(name);
      Path there =
          file.isAbsolute() ? seenFromHere(file) : folder.resolve("cwd").resolve(file);
      return Files.readString(there, StandardCharsets.ISO_8859_1);
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }

  /** Returns its process number as it knows it itself, in its own container. */
  private String innerPid() {
    String[] numbers = value("NSpid").split("\\s+", -1);
    return numbers[numbers.length - 1];
  }

  /**
   * Returns whether its {@code /tmp} is another one than this process has, while its number is the same: so it is
   * with a service that systemd gives PrivateTmp.
   */
  boolean hasOwnTmp() {
    try {
      return !isInContainer() && !Files.isSameFile(TMP, folder.resolve("root").resolve("tmp"));
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns whether it has another number in a container than outside. */
  boolean isInContainer() {
    return !innerPid().equals(processNumber());
  }

  /** Returns whether a file could be made in its working folder. */
  boolean hasWritableFolder() {
    return Files.isWritable(folder.resolve("cwd"));
  }

  /** Returns whether its working folder is no longer there. */
  boolean hasLostFolder() {
    try {
      return Files.readSymbolicLink(folder.resolve("cwd")).toString().endsWith(" (deleted)");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Returns whether its user may read a file by the rights of the file and its folders; true if they are not told. */
  boolean mayRead(Path file) {
    boolean mayRead = isAllowed(file, READ);
    for (Path each = file.getParent(); each != null; each = each.getParent()) {
      mayRead &= isAllowed(each, SEARCH);
    }
    return mayRead || userNumber().equals(ROOT);
  }

  private boolean isAllowed(Path file, int right) {
    try {
      Map<String, Object> rights = Files.readAttributes(file, "unix:mode,uid,gid");
      boolean isOwner = userNumber().equals(String.valueOf(rights.get("uid")));
      boolean isOfGroup = groups().contains(String.valueOf(rights.get("gid")));
      int shift = isOwner ? 6 : isOfGroup ? 3 : 0;
      return !(rights.get("mode") instanceof Integer mode) || ((mode >> shift) & right) != 0;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return true;
    }
  }

  private List<String> groups() {
    return List.of((value("Gid") + " " + value("Groups")).split("\\s+", -1));
  }

  /** Returns whether the socket is there on which a JVM takes orders once it was asked to. */
  boolean hasAttachSocket() {
    return Files.exists(attachSocket());
  }

  /** Returns the path of that socket as it is seen from here. */
  Path attachSocket() {
    return seenFromHere(TMP.resolve(".java_pid" + innerPid()));
  }

  /** Returns where a file of the process's own file system is found from here. */
  Path seenFromHere(Path file) {
    Path root = folder.resolve("root");
    return Files.isReadable(root) ? root.resolve(Path.of("/").relativize(file)) : file;
  }

  /** Returns whether it holds a file open; true if that is not told. */
  boolean holdsOpen(Path file) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(folder.resolve("fd"))) {
      for (Path each : open) {
        if (isSame(each, file)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** A file that is closed meanwhile is none. */
  private static boolean isSame(Path open, Path file) {
    try {
      return Files.isSameFile(open, file);
    } catch (IOException e) {
      return false;
    }
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
