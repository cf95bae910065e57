package io.tlo.frameworks.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Tier;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.management.openmbean.CompositeData;
import org.awaitility.Awaitility;

/** A task of a running program, steered as an operator does it. */
final class SteeredTask {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long TURNS = 2;
  private static final int TRIES = Tier.of(5, 1);
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed", "Skipped", "Cancelled");

  private final Program program;
  private final String name;
  private final String mbean;

  SteeredTask(Program program, String name) {
    this.program = program;
    this.name = name;
    // The agent publishes when the program has become calm after its start.
    await(() -> Tasks.of(program).objectName(name) != null);
    this.mbean = Objects.requireNonNull(Tasks.of(program).objectName(name));
  }

  /** Switches it off, and asserts that its body rests while its framework calls on. */
  void staysOff() {
    staysOff(TURNS);
  }

  /** The same with another number of calls that are waited for: some frameworks call rarely. */
  void staysOff(long turns) {
    assertThat(call("disable")).isEqualTo(name + " is now disabled");
    long before = bodies();
    long skipped = Tasks.of(program).skipped(name);
    await(() -> Tasks.of(program).skipped(name) >= skipped + turns);
    assertThat(bodies()).as("bodies while it is off").isEqualTo(before);
  }

  /**
   * Switches it on, and asserts that it comes back at its pace.
   *
   * @param period of its schedule
   */
  void comesBackWithoutABurst(Duration period) {
    comesBackWithoutABurst(period, TURNS);
  }

  /**
   * The same with another number of bodies that are waited for. In the usual tier it is tried again where too many
   * bodies ran: a framework makes up for the turns that a busy machine has withheld. Calls that the agent had kept
   * back would come each time.
   */
  void comesBackWithoutABurst(Duration period, long turns) {
    String burst = burst(period, turns);
    for (int i = 1; i < TRIES && !burst.isEmpty(); i++) {
      staysOff(turns);
      burst = burst(period, turns);
    }
    assertThat(burst).as("each of %d times", TRIES).isEmpty();
  }

  /** Switches it on; returns how many bodies ran too often, empty if it came back at its pace. */
  private String burst(Duration period, long enough) {
    long before = bodies();
    long switchedOn = System.nanoTime();
    assertThat(call("enable")).isEqualTo(name + " is now enabled");
    await(() -> bodies() >= before + enough);
    long ran = bodies() - before;
    long turns = (System.nanoTime() - switchedOn) / period.toNanos();
    return ran <= turns + 2 ? "" : ran + " bodies in " + turns + " periods";
  }

  /**
   * Triggers it once and waits until that execution has ended.
   *
   * @return its record
   */
  CompositeData trigger(String way) {
    String answer = call("trigger");
    assertThat(answer.replace("\n ", ""))
        .matches("Started \\Q" + name + "\\E as record \\d+\\Q" + way + "\\E");
    long id = Long.parseLong(answer.replaceFirst("(?s).* as record (\\d+).*", "$1"));
    await(() -> ENDED.contains(record(id).get("status")));
    CompositeData record = record(id);
    assertThat(record.get("trigger")).isEqualTo("MANUAL");
    return record;
  }

  private CompositeData record(long id) {
    return (CompositeData) program.client().call("tlo:type=Registry", "findRecord", id);
  }

  /** Returns what the newest record of a skip says for a reason. */
  String skipReason() {
    CompositeData[] records = (CompositeData[])
        program.client().call("tlo:type=Registry", "findRecords", name, "Skipped", 1);
    return (String) records[0].get("result");
  }

  String mbean() {
    return mbean;
  }

  long bodies() {
    return program.bodyCounts().getOrDefault(name, 0L);
  }

  String call(String operation) {
    return (String) program.client().call(mbean, operation);
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
  }
}
