package io.tlo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.TloSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ExtensionJarsTest {

  @TempDir
  Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aPipeThatNobodyWritesIsNotWaitedFor() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    TloSettings settings =
        TloSettings.read(Map.of("extensions", pipe.toString()), "test", new Properties(), Map.of());

    assertThat(CompletableFuture.supplyAsync(() -> ExtensionJars.of(settings)))
        .succeedsWithin(Duration.ofSeconds(50))
        .satisfies(jars -> assertThat(jars.faults())
            .containsExactly("extensions: '" + pipe + "' is not a jar that can be read, allowed:"
                + " paths of jars separated by ';' (from test)"));
  }
}
