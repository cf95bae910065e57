package io.tlo.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The script that builds and starts the sample. */
class RunSampleTest {

  private static final Path SCRIPT = Path.of("..", "scripts", "run-sample");

  private static String refusal(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    Process script = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(script.waitFor()).isEqualTo(2);
    return said;
  }

  @Test
  void argumentsThatTheSampleWouldRefuseAreRefusedBeforeAnythingIsBuilt() throws Exception {
    assertThat(refusal("--bogus"))
        .isEqualTo(
            "run-sample: '--bogus' is unknown, allowed are --spring, --store, --agent-args ARGS,"
                + " --seconds N and --help.\n");
    assertThat(refusal("--seconds", "soon"))
        .isEqualTo("run-sample: --seconds: found 'soon', allowed is a whole number.\n");
    assertThat(refusal("--seconds"))
        .isEqualTo("run-sample: --seconds: found '', allowed is a whole number.\n");
  }
}
