package io.tlo.trust.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps new figures and makes the tables of the page anew:
 * {@code java ... Main PAGE [FEATURE-VERSION FIGURES REPORTS]}, of which the last is Failsafe's
 * folder of reports. The figures of each Java version are kept in the folder of the page's name,
 * beside the page.
 */
final class Main {

  private static final List<Integer> VERSIONS = List.of(17, 25);

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    Path page = Path.of(arguments[0]);
    if (arguments.length > 1) {
      kept(page, Integer.parseInt(arguments[1]))
          .renew(new TestTimes(Path.of(arguments[3]))
              .addedTo(new FigureFile(Path.of(arguments[2])).read()));
    }
    Files.writeString(page, renewed(page));
  }

  /** Returns the page with the tables that its kept figures make. */
  static String renewed(Path page) throws IOException {
    Map<Integer, List<Figure>> byJava = new TreeMap<>();
    for (int version : VERSIONS) {
      byJava.put(version, kept(page, version).read());
    }
    return new TrustPage(byJava).renew(Files.readString(page));
  }

  private static FigureFile kept(Path page, int version) {
    String folder = page.getFileName().toString().replaceFirst("\\.md$", "");
    return new FigureFile(page.resolveSibling(folder).resolve("java-" + version + ".tsv"));
  }
}
