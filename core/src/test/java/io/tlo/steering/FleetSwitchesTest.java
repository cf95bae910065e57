package io.tlo.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.execution.LiveTask;
import io.tlo.execution.TaskTraits;
import io.tlo.execution.TestBench;
import io.tlo.fleet.AuditEntry;
import io.tlo.fleet.SwitchedOff;
import io.tlo.registry.TaskDefinition;
import io.tlo.runtime.SharedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetSwitchesTest {

  private static final String METHOD = "com.acme.Orders.ship()";
  private static final Operator OPS = new Operator("ops", "10.0.0.7");
  private static final SwitchedOff OFF = new SwitchedOff(METHOD, TestBench.NOON, "ops", "10.0.0.7");

  @TempDir
  private Path folder;

  private final SharedStore store = new SharedStore();
  private TestBench bench = new TestBench();

  @AfterEach
  void close() {
    bench.close();
  }

  private TestBench joined() {
    bench.fleetSwitches.join(store);
    return bench;
  }

  private TestBench restarted() {
    bench.close();
    bench = new TestBench(new FleetFile(folder.resolve("sub/fleet").toFile()));
    return bench;
  }

  private void takeOver(SwitchedOff... off) {
    bench.steering.takeOver(List.of(off), bench.fleetSwitches.puts());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> entries = Files.list(folder.resolve("sub"))) {
      return entries.toList();
    }
  }

  @Test
  void aTaskThatIsSwitchedOffEverywhereIsOffHereAtOnceAndInTheStore() {
    LiveTask task = joined().idle();

    assertThat(bench.steering.switchEverywhere(task, false, OPS)).isTrue();

    assertThat(task.enabled()).isFalse();
    assertThat(task.offEverywhere()).isTrue();
    assertThat(store.off).containsEntry(METHOD, OFF);
    assertThat(bench.steering.switchEverywhere(task, false, OPS)).isFalse();
  }

  @Test
  void aJobThatIsOffEverywhereIsOffWithAnotherClassUnderItsKey() {
    joined();
    LiveTask job = job("ReportJob");
    bench.steering.switchEverywhere(job, false, OPS);

    LiveTask replaced = job("ImportJob");
    assertThat(replaced.offEverywhere()).isTrue();
    assertThat(bench.steering.switchEverywhere(replaced, false, OPS)).isFalse();
    assertThat(bench.steering.switchEverywhere(replaced, true, OPS)).isTrue();

    assertThat(store.off).isEmpty();
    assertThat(job.enabled()).isTrue();
    assertThat(replaced.enabled()).isTrue();
  }

  private LiveTask job(String className) {
    String method = "com.acme." + className + ".execute[nightly](org.quartz.Context)";
    return bench.task(TaskDefinition.builder(className, "nightly", method), none -> null);
  }

  @Test
  void itsOwnSwitchStaysWhereItStood() {
    LiveTask task = joined().idle();
    bench.steering.switchTo(task, false);
    bench.steering.switchEverywhere(task, false, OPS);

    bench.steering.switchEverywhere(task, true, OPS);
    assertThat(task.enabled()).isFalse();
    assertThat(task.offEverywhere()).isFalse();
    bench.steering.switchTo(task, true);

    assertThat(task.enabled()).isTrue();
  }

  @Test
  void whatIsOffEverywhereCannotBeSwitchedOnHere() {
    LiveTask task = joined().idle();
    bench.steering.switchEverywhere(task, false, OPS);

    assertThatThrownBy(() -> bench.steering.switchTo(task, true))
        .isInstanceOf(TloException.class)
        .hasMessage("task 'Orders.ship' cannot be switched on here: it is off in every instance of"
            + " the application, switched off by ops (10.0.0.7) at 2026-11-23T12:00:00Z;"
            + " enableEverywhere ends that");
    assertThatThrownBy(() -> bench.steering.toggle(task)).isInstanceOf(TloException.class);
    assertThatThrownBy(() -> bench.steering.disableUntil(task, TestBench.NOON.plusSeconds(60)))
        .hasMessageContaining("would not come back by itself");
    Switched all = bench.steering.switchTo(List.of(task), true);
    assertThat(all.refused()).containsOnlyKeys(task);
    assertThat(task.enabled()).isFalse();
  }

  @Test
  void whatTheStoreSaysIsTakenOver() {
    LiveTask task = joined().idle();

    takeOver(OFF);
    assertThat(task.enabled()).isFalse();
    assertThat(bench.events).containsExactly("Orders.ship off");
    takeOver();

    assertThat(task.enabled()).isTrue();
  }

  @Test
  void whatWasReadBeforeASwitchWasPutHereIsOld() {
    LiveTask task = joined().idle();
    long before = bench.fleetSwitches.puts();
    bench.steering.switchEverywhere(task, false, OPS);

    bench.steering.takeOver(List.of(), before);

    assertThat(task.enabled()).isFalse();
  }

  @Test
  void aTaskThatComesLaterComesSwitchedOff() {
    joined();
    takeOver(OFF);

    LiveTask task = bench.idle();

    assertThat(task.enabled()).isFalse();
    assertThat(task.offEverywhere()).isTrue();
    assertThat(task.position().on()).isTrue();
  }

  @Test
  void aTaskThatCannotBeSwitchedOffRunsAndThatIsTold() {
    joined();
    takeOver(OFF);

    LiveTask task = bench.task(
        TaskDefinition.builder("Orders", "ship", METHOD),
        TaskTraits.switchableUnless("it returns a Flux"));

    assertThat(task.enabled()).isTrue();
    assertThat(bench.faults)
        .containsExactly("task 'Orders.ship' should be off in every instance and cannot:"
            + " it returns a Flux; it runs");
    assertThatThrownBy(() -> bench.steering.switchEverywhere(task, false, OPS))
        .hasMessageContaining("it returns a Flux");
  }

  @Test
  void withoutAStoreThatIsSharedNothingChanges() {
    LiveTask task = bench.idle();

    assertThatThrownBy(() -> bench.steering.switchEverywhere(task, false, OPS))
        .isInstanceOfSatisfying(
            TloException.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.STORE_UNAVAILABLE));
    assertThat(task.enabled()).isTrue();
  }

  @Test
  void whileTheStoreIsAwayNothingChangesAndWhatWasKnownHolds() {
    LiveTask task = joined().idle();
    takeOver(OFF);
    store.isAway = true;

    assertThatThrownBy(() -> bench.steering.switchEverywhere(task, true, OPS)).hasMessage("away");

    assertThat(task.enabled()).isFalse();
  }

  @Test
  void whatWasKnownHoldsOverAStartWithoutTheStore() {
    restarted();
    takeOver(OFF);

    LiveTask task = restarted().idle();

    assertThat(task.enabled()).isFalse();
    assertThat(bench.fleetSwitches.whoSwitchedOff(METHOD))
        .isEqualTo(" by ops (10.0.0.7) at 2026-11-23T12:00:00Z");
    takeOver();
    assertThat(restarted().idle().enabled()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db.host=prod\n# three years of hand-made configuration\n",
        "\n",
        "# TLO for Java switch file, format 1\n",
        "# TLO for Java fleet file, format 2\nwhatever that has\n"
      })
  void aFileThatIsNotUnderstoodIsLeftAsItIsWhateverIsSwitched(String content) throws Exception {
    Path file = Files.createDirectories(folder.resolve("sub")).resolve("fleet");
    Files.writeString(file, content);

    assertThat(restarted().idle().enabled()).isTrue();
    takeOver(OFF);
    takeOver();

    assertThat(file).hasContent(content);
    assertThat(files()).containsExactly(file);
    assertThat(bench.faults)
        .singleElement()
        .asString()
        .startsWith("fleet.file: what was switched off everywhere is not known until the state"
            + " store has been reached, and is not kept: '" + file + "' is ")
        .contains("fleet file")
        .endsWith("; it is left as it is, name another file");
  }

  @Test
  void aFileThatBecameAnotherOneMeanwhileIsLeftAsItIs() throws Exception {
    restarted();
    takeOver(OFF);
    Path file = folder.resolve("sub/fleet");
    Files.writeString(file, "db.host=prod\n");

    takeOver();

    assertThat(file).hasContent("db.host=prod\n");
    assertThat(bench.faults).singleElement().asString().contains("' is no fleet file;");
  }

  @Test
  void ofADamagedFileHoldsWhatCouldBeReadAndACopyIsKept() throws Exception {
    restarted();
    takeOver(OFF, new SwitchedOff("a.B.c()", TestBench.NOON, "ops", "10.0.0.7"));
    Path file = folder.resolve("sub/fleet");
    String damaged = Files.readString(file).replace(" a.B.c()", "");
    Files.writeString(file, damaged);

    assertThat(restarted().idle().enabled()).isFalse();
    assertThat(bench.faults)
        .containsExactly(
            "fleet.file: '" + file + "' is damaged; what could be read of it holds, and"
                + " the next write keeps a copy beside it");
    takeOver(OFF);

    assertThat(files())
        .hasSize(2)
        .filteredOn(each -> !each.equals(file))
        .singleElement()
        .satisfies(copy -> assertThat(copy).hasContent(damaged));
    assertThat(restarted().idle().enabled()).isFalse();
    assertThat(bench.faults).isEmpty();
  }

  @Test
  void aFileIsReadWhereverItWasCutOff() throws Exception {
    restarted();
    takeOver(OFF);
    Path file = folder.resolve("sub/fleet");
    String whole = Files.readString(file);
    for (int length = 0; length < whole.length(); length++) {
      Files.writeString(file, whole.substring(0, length));
      restarted();
      if (length != whole.indexOf('\n') + 1) {
        assertThat(bench.faults).as("cut off at %d", length).hasSize(1);
      }
      takeOver(OFF);
      assertThat(file).hasContent(whole);
    }
  }

  @Test
  void aFileThatOthersMayWriteIsNotBelieved() throws Exception {
    restarted();
    takeOver(OFF);
    Files.setPosixFilePermissions(
        folder.resolve("sub/fleet"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rw-rw-rw-"));

    assertThat(restarted().idle().enabled()).isTrue();
    assertThat(bench.faults).singleElement().asString().contains("allowed is its owner alone");
    takeOver();

    assertThat(folder.resolve("sub/fleet")).content().contains(METHOD);
  }

  @Test
  void aFileOfAnotherUserIsNotBelievedAndLeftAsItIs() throws Exception {
    restarted();
    takeOver(OFF);
    Path file = folder.resolve("sub/fleet");
    assumeThatCode(() -> Files.setAttribute(file, "unix:uid", 65_534))
        .as("root alone may give a file away")
        .doesNotThrowAnyException();

    assertThat(restarted().idle().enabled()).isTrue();
    takeOver();

    assertThat(file).content().contains(METHOD);
    assertThat(bench.faults)
        .singleElement()
        .asString()
        .endsWith("'" + file + "' belongs to " + Files.getOwner(file).getName()
            + ", allowed are root and the user of this program; give it to this user (chown) or"
            + " name another file");
  }

  @Test
  void anyTextComesBackOutOfTheFile() {
    SwitchedOff odd = new SwitchedOff("a.B.c(int)\n \u0000\\", TestBench.NOON, "", "x\ty\ud83d");
    restarted();
    takeOver(odd);

    restarted();

    assertThat(bench.fleetSwitches.isOff(odd.method())).isTrue();
    assertThat(bench.fleetSwitches.takeOver(List.of(odd), bench.fleetSwitches.puts()))
        .as("news")
        .isFalse();
  }

  @Test
  void whoSwitchedOffIsPartOfALineWhateverItIsCalled() {
    restarted();
    String forged = "x\n[tlo] all is well\r\u001b[2K".repeat(50_000);
    takeOver(new SwitchedOff("a.B.c()", TestBench.NOON, forged, forged));

    assertThat(bench.fleetSwitches.whoSwitchedOff("a.B.c()"))
        .startsWith(" by x [tlo] all is well  [2Kx ")
        .endsWith("…) at 2026-11-23T12:00:00Z")
        .doesNotContain("\n", "\r", "\u001b")
        .hasSizeLessThan(500);
  }

  @Test
  void aFileThatCannotBeWrittenIsToldOnceAndTheSwitchHolds() throws Exception {
    Files.writeString(folder.resolve("sub"), "a file where the folder should be");
    LiveTask task = restarted().idle();

    takeOver(OFF);
    bench.pass(Duration.ofSeconds(1));
    takeOver();
    takeOver(OFF);

    assertThat(task.enabled()).isFalse();
    assertThat(bench.faults).singleElement().asString().contains("fleet.file");
  }

  @Test
  void aFileThatCannotBeLookedAtIsNotTakenForEmpty() throws Exception {
    Path noFolder = Files.writeString(folder.resolve("sub"), "a file where the folder should be");

    restarted();

    assertThat(bench.faults)
        .containsExactly("fleet.file: what was switched off everywhere is not known until the state"
            + " store has been reached, and is not kept: '" + noFolder.resolve("fleet")
            + "' cannot be looked at, since '" + noFolder + "' is no folder; name another file");
  }

  @Test
  void aLinkStaysAndItsTargetIsReplaced() throws Exception {
    restarted();
    takeOver(OFF);
    Path target = folder.resolve("target");
    Files.move(folder.resolve("sub/fleet"), target);
    Files.createSymbolicLink(folder.resolve("sub/fleet"), target);

    takeOver();

    assertThat(folder.resolve("sub/fleet")).isSymbolicLink();
    assertThat(target).content().doesNotContain(METHOD);
  }

  @Test
  void whatIsNoFileIsNotRead() throws Exception {
    Files.createDirectories(folder.resolve("sub/fleet"));

    assertThat(restarted().idle().enabled()).isTrue();
    assertThat(bench.faults).singleElement().asString().contains("is no regular file");
    takeOver(OFF);

    assertThat(folder.resolve("sub/fleet")).isEmptyDirectory();
  }

  @Test
  void whereThereIsNoPlaceForAFileThatIsToldOnceThereIsSomethingToKeep() {
    bench.close();
    bench = new TestBench(FleetFile.NONE);
    assertThat(bench.faults).isEmpty();

    takeOver(OFF);

    assertThat(bench.faults).singleElement().asString().contains("this user has no home folder");
  }

  @Test
  void aPauseThatEndsWhileTheTaskIsOffEverywhereIsToldAsThat() {
    LiveTask task = joined().idle();
    bench.steering.disableUntil(task, TestBench.NOON.plusSeconds(60));
    bench.steering.switchEverywhere(task, false, OPS);
    bench.pass(Duration.ofSeconds(60));

    bench.steering.endPauses();

    assertThat(task.enabled()).isFalse();
    assertThat(bench.audited)
        .singleElement()
        .extracting(AuditEntry::outcome)
        .isEqualTo("Orders.ship: its own switch is on again, and it is off in every instance");
  }
}
