package io.tlo.trust.fuzz;

import io.tlo.testing.TestProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the fuzzer begins with: a few texts of each kind that are in order. */
final class Seeds {

  private static final String CLASSES = """
      package app;

      import io.tlo.Task;
      import java.util.TimerTask;

      public class Tasks extends TimerTask {
        private final long number = 0x1234567890L;
        private final double share = 1.0 / 3;
        @Override public void run() {}
        @Task(name = "a", extra = {"b", "c"}) int task(String text) { return text.length(); }
      }
      class Plain {
        @Deprecated(since = "1") public void run() {}
      }
      """;

  private Seeds() {}

  /** Returns the folder with the seeds of a target, which is made in the given one. */
  static Path of(String target, Path folder) throws IOException {
    Path seeds = Files.createDirectories(folder.resolve("seeds-" + target));
    switch (target) {
      case "AgentArgumentsTarget" ->
        texts(
            seeds,
            "history.per.task=50,log=debug,disabled=a\\,b;c",
            "adopt=none,jmx=off",
            "x=1,x=2,worker.threads=4,on.error=fail");
      case "DurationTextTarget" -> texts(seeds, "30s", "15 ms", "PT1H30M", "P1DT2.5S", "365d");
      case "ArgumentValuesTarget" ->
        texts(
            seeds,
            "\1[\"a\\u0041\", null]",
            "\4a, 7, true",
            "\15[\"a\", [[1,2],[3]]]",
            "\u000c2026-11-23, 10:15:30, 2026-11-23T10:15:30",
            "\10 2026-11-23T10:15:30Z, 30s, P1Y2M3D");
      case "SwitchFileTarget" -> texts(seeds, """
          # TLO for Java switch file, format 1
          off com.acme.Orders.ship(java.lang.String,int)
          off until 2026-11-23T14:15:00.5Z com.acme.Stock.refill()
          on com.acme.Mail.send\\u0020now()
          # end, switches: 3, crc32: 0a1b2c3d
          """);
      case "FleetFileTarget" -> texts(seeds, """
          # TLO for Java fleet file, format 1
          2026-11-23T14:15:00Z ops 10.0.0.7 com.acme.Orders.ship(java.lang.String,int)
          2026-11-23T14:15:00.5Z on\\u0020call - com.acme.Stock.refill()
          """);
      case "DurationWordsTarget" ->
        texts(seeds, "\2 30", "\6-7", "\0015ms", "\3PT1H30M", "\4${every}", "\0P1DT2.5S");
      case "TaskNamesTarget" -> texts(seeds, "\5Order*com.acme.Order.ship(int)", "\3*a*ba,=:\"*?");
      case "ClassFileFilterTarget", "ClassFileNameTarget" -> classes(seeds, folder);
      default -> texts(seeds, "seed");
    }
    return seeds;
  }

  private static void texts(Path seeds, String... texts) throws IOException {
    for (int i = 0; i < texts.length; i++) {
      Files.write(seeds.resolve("text-" + i), texts[i].getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void classes(Path seeds, Path folder) throws IOException {
    Path compiled = TestProgram.in(folder.resolve("classes")).compile(List.of("-g:none"), CLASSES);
    try (Stream<Path> files = Files.list(compiled.resolve("app"))) {
      for (Path file : files.toList()) {
        Files.copy(file, seeds.resolve(file.getFileName()));
      }
    }
  }
}
