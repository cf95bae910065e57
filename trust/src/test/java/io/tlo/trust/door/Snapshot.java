package io.tlo.trust.door;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a program told of its JVM and its process: lines that begin with what they are about. */
final class Snapshot {

  private final List<String> lines;

  private Snapshot(List<String> lines) {
    this.lines = lines;
  }

  /** Reads what was printed, without what differs from one start to the next. */
  static Snapshot of(String out, String run, String agent) {
    return new Snapshot(out.replace(run, "<run>")
        .replace(agent, "<agent>")
        .replaceAll("tlo-(out|err)\\d+", "<stream>")
        .replaceAll("(sun.java.command=\\S+) \\w+", "$1 <agent>")
        .lines()
        // The value of a property may be a line's end.
        .filter(line -> line.indexOf(' ') > 0)
        .toList());
  }

  long count(String about) {
    return lines.stream().filter(line -> line.startsWith(about + " ")).count();
  }

  /** Returns the lines that only one of the two has, by what they are about. */
  Map<String, List<String>> differencesTo(Snapshot other) {
    Map<String, List<String>> differences = new TreeMap<>();
    add(differences, "+ ", lines, other.lines);
    add(differences, "- ", other.lines, lines);
    return differences;
  }

  private static void add(
      Map<String, List<String>> differences, String sign, List<String> of, List<String> to) {
    List<String> left = new ArrayList<>(of);
    // One by one: a second socket of the same kind is a difference too.
    to.forEach(left::remove);
    for (String line : left) {
      differences
          .computeIfAbsent(line.substring(0, line.indexOf(' ')), about -> new ArrayList<>())
          .add(sign + line);
    }
  }

  Set<String> abouts() {
    Set<String> abouts = new TreeSet<>();
    lines.forEach(line -> abouts.add(line.substring(0, line.indexOf(' '))));
    return abouts;
  }
}
