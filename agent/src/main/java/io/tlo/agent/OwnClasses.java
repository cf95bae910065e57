package io.tlo.agent;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent's own classes, all that it may ever need in the application, once and on the agent's own thread.
 * A deployment may write over the jar while the application runs: a class that is first asked for afterwards is
 * lost, and that must not be one by which the agent is taken out.
 *
 * <p>Thread safety: confined to one thread.
 */
final class OwnClasses implements Runnable {

  private static final String FOLDER = "tlo/";
  private static final String OWN = FOLDER + "io/tlo/";
  private static final String COMMAND_LINE = FOLDER + "io/tlo/agent/cli/";
  private static final String MBEANS = FOLDER + "io/tlo/jmx/";
  private static final String ENDING = ".classdata";

  private final boolean withMBeans;
  private boolean done;

  /**
   * Creates one that has loaded nothing yet.
   *
   * @param withMBeans whether what needs {@code java.management} is wanted as well
   */
  OwnClasses(boolean withMBeans) {
    this.withMBeans = withMBeans;
  }

  @Override
  public void run() {
    if (!done) {
      done = true;
      names().forEach(OwnClasses::load);
    }
  }

  /** Where the jar is not known or cannot be read, classes are loaded as they are needed. */
  private List<String> names() {
    List<String> names = new ArrayList<>();
    try {
      Path path = path();
      if (path != null) {
        try (JarFile jar = new JarFile(path.toFile(), false)) {
          jar.stream().map(JarEntry::getName).filter(this::isWanted).forEach(names::add);
        }
      }
    } catch (IOException | URISyntaxException | RuntimeException e) {
      return names;
    }
    return names;
  }

  private static @Nullable Path path() throws URISyntaxException {
    CodeSource source = OwnClasses.class.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? null
        : Path.of(source.getLocation().toURI());
  }

  private boolean isWanted(String entry) {
    return entry.startsWith(OWN)
        && entry.endsWith(ENDING)
        && !entry.startsWith(COMMAND_LINE)
        && (withMBeans || !entry.startsWith(MBEANS));
  }

  private static void load(String entry) {
    String name =
        entry.substring(FOLDER.length(), entry.length() - ENDING.length()).replace('/', '.');
    try {
      Class.forName(name, false, OwnClasses.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // It needs what this Java runtime lacks, and so is never used.
      return;
    }
  }
}
