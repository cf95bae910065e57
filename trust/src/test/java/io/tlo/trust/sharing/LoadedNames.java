package io.tlo.trust.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The classes that a program has loaded, as its JVM's own log says. Hidden classes bear an
 * address in their names that differs from run to run, so they count once for each name without
 * it.
 *
 * @param all how many the log lists
 * @param sharedCount how many of them came from an archive and not from a class file
 * @param shared the names of those
 */
record LoadedNames(int all, int sharedCount, Set<String> shared) {

  private static final Pattern LINE = Pattern.compile("\\[class,load *\\] (\\S+) source: (.*)");
  private static final Pattern ADDRESS = Pattern.compile("/?0x\\p{XDigit}+");

  /** Has a JVM write its log of loaded classes. */
  static ForkedJvm logged(ForkedJvm jvm, Path log) {
    return jvm.option("-Xlog:class+load:file=" + log);
  }

  static LoadedNames of(Path log) {
    int all = 0;
    int sharedCount = 0;
    Set<String> shared = new TreeSet<>();
    for (String line : lines(log)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.find()) {
        all++;
        if (matcher.group(2).startsWith("shared objects file")) {
          sharedCount++;
          shared.add(ADDRESS.matcher(matcher.group(1)).replaceAll(""));
        }
      }
    }
    assertThat(all).as("classes in the log").isGreaterThan(100);
    return new LoadedNames(all, sharedCount, shared);
  }

  private static List<String> lines(Path log) {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how much of what was shared before is shared here, in percent. */
  double percentKeptOf(LoadedNames before) {
    return 100.0 * kept(before) / before.shared.size();
  }

  private int kept(LoadedNames before) {
    Set<String> kept = new TreeSet<>(before.shared);
    kept.retainAll(shared);
    return kept.size();
  }

  /** Returns the same as a figure. */
  String figure(LoadedNames before) {
    return String.format(
        Locale.ROOT,
        "%,d of %,d shared classes kept (%.1f %%)",
        kept(before),
        before.shared.size(),
        percentKeptOf(before));
  }
}
