package io.tlo.trust.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The control: an agent whose woven code calls a class on the boot class path, as most do.
 * Where class loaders give the application no more than it has asked for, it breaks the
 * application, or counts nothing and does not know.
 */
@Tag("jdk")
class BridgeOnBootPathIT {

  private static final int ROUNDS = 100;

  @TempDir
  Path folder;

  private NaiveAgent agent;

  @BeforeEach
  void build() {
    agent = NaiveAgent.in(folder);
  }

  @Test
  void onThePlainClassPathItCountsEveryCall() {
    Guest guest = Guest.in(folder);
    for (boolean suppressing : new boolean[] {false, true}) {
      ForkedJvm jvm = agent.into(ForkedJvm.on(guest.classes()), suppressing);
      try (ForkedJvm.Running program = jvm.start("guest.Main", "" + ROUNDS).awaitOut("done")) {
        assertThat(program.out()).contains("broken nothing, bridge " + 2 * ROUNDS + "\n");
      }
    }
  }

  static Stream<LoaderKind> isolating() {
    return Stream.of(LoaderKind.FELIX, LoaderKind.EQUINOX, LoaderKind.JBOSS_MODULES)
        .limit(Extent.of(1, 3, 3));
  }

  @ParameterizedTest
  @MethodSource("isolating")
  void inAnIsolatingLoaderItBreaksTheApplication(LoaderKind kind) {
    String out = outOf(kind, false);
    assertThat(out)
        .contains("loader " + kind.loader() + "\n")
        .contains("calls " + 2 * ROUNDS + ", bodies 0, thrown 0\n")
        .contains("broken NoClassDefFoundError, bridge 0\n");
    Figures.of(1)
        .control(
            kind.shown() + ": a bridge on the boot class path, faults let through",
            "NoClassDefFoundError in the application");
  }

  static Stream<LoaderKind> notAskingTheBootLoader() {
    Stream<LoaderKind> withoutResources = Stream.of(LoaderKind.THROWING, LoaderKind.FILTERING);
    return Extent.isLanding()
        ? withoutResources.limit(1)
        : Stream.concat(isolating(), withoutResources);
  }

  @ParameterizedTest
  @MethodSource("notAskingTheBootLoader")
  void inAnIsolatingLoaderItCountsNothingWhereItHidesItsFaults(LoaderKind kind) {
    countsNothing(kind, true, "faults hidden");
  }

  /** A loader that gives no class file as a resource: the agent gives up, and says nothing. */
  @Tag("nightly")
  @ParameterizedTest
  @EnumSource(names = {"FILTERING", "THROWING"})
  void inALoaderWithoutResourcesItWeavesNothingAndDoesNotKnow(LoaderKind kind) {
    countsNothing(kind, false, "faults let through");
  }

  /** Not every kind takes what others cannot: these ask the boot loader. */
  @Tag("nightly")
  @ParameterizedTest
  @EnumSource(names = {"SYSTEM", "LAYER"})
  void whereTheBootLoaderIsAskedItCountsEveryCall(LoaderKind kind) {
    assertThat(outOf(kind, false))
        .contains("loader " + kind.loader() + "\n")
        .contains("broken nothing, bridge " + 2 * ROUNDS + "\n");
  }

  private void countsNothing(LoaderKind kind, boolean suppressing, String how) {
    assertThat(outOf(kind, suppressing))
        .contains("loader " + kind.loader() + "\n")
        .contains("calls " + 2 * ROUNDS + ", bodies " + 2 * ROUNDS + ",")
        .contains("broken nothing, bridge 0\n");
    Figures.of(1)
        .control(
            kind.shown() + ": a bridge on the boot class path, " + how,
            "0 of " + 2 * ROUNDS + " calls counted");
  }

  private String outOf(LoaderKind kind, boolean suppressing) {
    try (ForkedJvm.Running program = kind.start(
            Guest.in(folder), folder, jvm -> agent.into(jvm, suppressing), ROUNDS)
        .awaitOut("done")) {
      return program.out();
    }
  }
}
