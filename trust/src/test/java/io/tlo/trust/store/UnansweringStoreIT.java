package io.tlo.trust.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.nio.file.Path;
import java.util.List;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store that cannot be asked: a client gets what memory holds, and no exception of the store's.
 */
class UnansweringStoreIT {

  @TempDir
  static Path folder;

  private static Path classes = Path.of("");

  @BeforeAll
  static void compile() {
    classes = FaultyParts.compile(folder);
  }

  @Test
  void clientsGetWhatMemoryHolds() {
    int answers =
        answers("fault.kind=cycle", "fault.steps=get;latest") + answers("fault.null.inside=true");
    if (!Extent.isLanding()) {
      answers += answers("fault.kind=cycle", "fault.steps=list") + answers("fault.null=true");
    }
    Figures.of(7)
        .check(
            "stores that throw twelve Throwables when asked, or from their lists, or return null",
            answers + " questions of a client answered from memory");
  }

  private static int answers(String... faults) {
    int rounds = Extent.of(12, 12, 100);
    try (ForkedJvm.Running program = FaultyParts.watched(classes, faults)
            .option("-Dfault.always=true", "-Dpaced=true")
            .start("app.Main", "800", "wait")
            .awaitOut("end\n");
        JmxClient client = JmxClient.to(program).await(JmxClient.task("Main", "number"))) {
      for (int i = 0; i < rounds; i++) {
        assertAnswers(client, List.of(faults));
      }
      Numbers numbers = Numbers.of(client);
      assertThat(numbers.dropped()).isZero();
      assertThat(numbers.records()).isEqualTo(numbers.calls());
      assertThat(program.err().lines()).hasSizeLessThanOrEqualTo(1);
      return 4 * rounds;
    }
  }

  private static void assertAnswers(JmxClient client, List<String> faults) {
    CompositeData[] all =
        (CompositeData[]) client.call(JmxClient.REGISTRY, "findRecords", "*", "*", 1_000);
    assertThat(all).as("%s", faults).hasSizeGreaterThan(50);
    CompositeData[] some =
        (CompositeData[]) client.call(JmxClient.REGISTRY, "findRecords", "Main.number", "*", 20);
    assertThat(some).as("%s", faults).hasSize(10);
    assertThat((CompositeData) client.call(JmxClient.REGISTRY, "findRecord", some[0].get("id")))
        .isEqualTo(some[0]);
    assertThatThrownBy(() -> client.call(JmxClient.REGISTRY, "findRecord", Long.MAX_VALUE))
        .as("%s", faults)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no record " + Long.MAX_VALUE);
  }
}
