package io.tlo.trust.leak;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.trust.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tomcat, with a web application that comes and goes. */
final class Redeployment {

  private final Path folder;
  private final Path server;

  private Redeployment(Path folder) {
    this.folder = folder;
    this.server = Server.in(folder.resolve("server"));
  }

  static Redeployment in(Path folder) {
    return new Redeployment(folder);
  }

  /** Returns after how many cycles the program reports: twice at least. */
  static int cyclesOfAReport(int cycles) {
    return Math.min(10, cycles / 2);
  }

  ForkedJvm jvm() {
    // As its own start script does: with these its search for leaks sees everything.
    String[] opened = {
      "java.lang", "java.lang.reflect", "java.io", "java.util", "java.util.concurrent"
    };
    ForkedJvm jvm = ForkedJvm.on(
            server,
            Built.core(),
            Parts.file("tomcat-embed-core.jar"),
            Parts.file("tomcat-annotations-api.jar"))
        .asInProduction()
        .patience(Duration.ofMinutes(8))
        .option("-Xmx256m", "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED");
    for (String each : opened) {
      jvm.option("--add-opens=java.base/" + each + "=ALL-UNNAMED");
    }
    return jvm;
  }

  /**
   * Starts it; its program prints {@code ended} after the last cycle.
   *
   * @param manner {@code leaks} if the server holds the application, {@code offEverywhere} if a
   *     task is switched off in every instance, {@code plain} if there is no agent
   */
  ForkedJvm.Running start(ForkedJvm jvm, int cycles, String... manner) throws IOException {
    Path shop = Shop.in(
        Files.createTempDirectory(folder, "shop"), server, List.of(manner).contains("leaks"));
    String base = Files.createDirectories(folder.resolve("base")).toString();
    List<String> arguments = new ArrayList<>(List.of(
        base,
        shop.toString(),
        Integer.toString(cycles),
        Integer.toString(cyclesOfAReport(cycles))));
    arguments.addAll(List.of(manner));
    return jvm.start("server.Main", arguments.toArray(String[]::new));
  }
}
