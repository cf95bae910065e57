package io.tlo.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.TloException;
import io.tlo.TloSettings;
import io.tlo.state.InMemoryTaskStateStore;
import io.tlo.state.TaskStateStore;
import io.tlo.state.TaskStateStoreProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class NamedStoreTest {

  private final List<String> faults = new ArrayList<>();

  private TaskStateStore open(String name, Iterator<TaskStateStoreProvider> providers) {
    TloSettings settings = TloSettings.read(
        Map.of("task.state.store", name), "agent argument", new Properties(), Map.of());
    return new NamedStore(settings, (sentence, cause) -> faults.add(sentence))
        .open(providers, NamedStoreTest.class.getClassLoader());
  }

  private void assertRefused(String name, String message, TaskStateStoreProvider... providers) {
    assertThatThrownBy(() -> open(name, Arrays.asList(providers).iterator()))
        .isInstanceOf(TloException.class)
        .hasMessage("task.state.store: '" + name + "' (from agent argument) " + message)
        .satisfies(e ->
            assertThat(((TloException) e).reason()).isEqualTo(TloException.Reason.INVALID_SETTING));
  }

  private static TaskStateStoreProvider offering(String name, Supplier<TaskStateStore> store) {
    return new TaskStateStoreProvider() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public TaskStateStore open(TloSettings settings, Consumer<String> told) {
        told.accept(settings.changed() + " settings changed");
        return store.get();
      }
    };
  }

  @Test
  void theProviderThatOffersTheNameOpensIt() {
    TaskStateStore wanted = new InMemoryTaskStateStore();
    TaskStateStore opened = open(
        "rows",
        List.of(offering("lines", InMemoryTaskStateStore::new), offering("rows", () -> wanted))
            .iterator());

    assertThat(opened).isSameAs(wanted);
    assertThat(faults).containsExactly("1 settings changed");
  }

  @Test
  void aClassNameNeedsNoProvider() {
    assertThat(open(
            InMemoryTaskStateStore.class.getName(),
            List.<TaskStateStoreProvider>of().iterator()))
        .isInstanceOf(InMemoryTaskStateStore.class);
  }

  @Test
  void aNameThatNobodyOffersIsRefusedWithThoseThatAreKnown() {
    assertRefused(
        "row",
        "is not known, did you mean 'rows'?; known are InMemoryTaskStateStore, lines, rows and names"
            + " of classes",
        offering("lines", InMemoryTaskStateStore::new),
        offering("rows", InMemoryTaskStateStore::new));
  }

  @Test
  void aProviderThatCannotBeMadeIsPassedOverAndNamedOnlyIfItMayBeTheOne() {
    TaskStateStoreProvider good = offering("rows", InMemoryTaskStateStore::new);
    assertThat(open("rows", brokenThen(good))).isNotNull();
    assertThatThrownBy(() -> open("lines", brokenThen(good)))
        .hasMessageEndingWith(
            "InMemoryTaskStateStore, rows and names of classes; not usable: com.acme.Broken"
                + " (java.lang.NoClassDefFoundError: Gone)");
  }

  private static Iterator<TaskStateStoreProvider> brokenThen(TaskStateStoreProvider good) {
    Iterator<TaskStateStoreProvider> goodOnes = List.of(good).iterator();
    return new Iterator<>() {
      private boolean failed;

      @Override
      public boolean hasNext() {
        return !failed || goodOnes.hasNext();
      }

      @Override
      public TaskStateStoreProvider next() {
        if (failed) {
          return goodOnes.next();
        }
        failed = true;
        throw new ServiceConfigurationError("com.acme.Broken", new NoClassDefFoundError("Gone"));
      }
    };
  }

  @Test
  void aProviderThatDoesNotTellItsNameIsPassedOver() {
    TaskStateStoreProvider silent = new TaskStateStoreProvider() {
      @Override
      public String name() {
        throw new IllegalStateException("no name");
      }

      @Override
      public TaskStateStore open(TloSettings settings, Consumer<String> told) {
        throw new AssertionError();
      }
    };
    assertThat(open(
            "rows",
            List.of(silent, offering("rows", InMemoryTaskStateStore::new)).iterator()))
        .isNotNull();
    assertThatThrownBy(() -> open("other", List.of(silent).iterator()))
        .hasMessageContaining("does not tell its name (java.lang.IllegalStateException: no name)");
  }

  @Test
  void oneMadeForAnotherVersionIsRefusedAndSaysSo() {
    assertRefused(
        "rows",
        "does not fit this version of TLO (java.lang.NoSuchMethodError: gone); take the one made"
            + " for it",
        offering("rows", () -> {
          throw new NoSuchMethodError("gone");
        }));
  }

  @Test
  void oneThatCannotBeOpenedIsRefusedWithItsReason() {
    assertRefused("rows", "cannot be opened: store.url: 'x' is no address", offering("rows", () -> {
      throw new TloException(TloException.Reason.INVALID_SETTING, "store.url: 'x' is no address");
    }));
    assertRefused(
        "rows",
        "cannot be opened: java.lang.IllegalStateException: no disk",
        offering("rows", () -> {
          throw new IllegalStateException("no disk");
        }));
  }

  @Test
  @SuppressWarnings("NullAway") // what a provider may do
  void oneThatOpensNothingIsRefused() {
    assertRefused(
        "rows",
        "cannot be opened: java.lang.IllegalStateException: it opened nothing",
        offering("rows", () -> null));
  }
}
