package io.tlo.runtime;

import io.tlo.SettingKey;
import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.TloSettings;
import io.tlo.execution.FaultListener;
import io.tlo.state.TaskStateStore;
import io.tlo.state.TaskStateStoreProvider;
import io.tlo.text.Spelling;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/**
 * Opens the state store that the setting {@code task.state.store} names: by a provider that offers the name, else
 * of the class of that name. Used by the agent too.
 *
 * <p>Thread safety: confined to one thread.
 */
public final class NamedStore {

  private final TloSettings settings;
  private final TloSettings.Value setting;
  private final FaultListener faults;
  private final List<String> names = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  /** Creates what opens the store once; the store's own faults go to that listener. */
  public NamedStore(TloSettings settings, FaultListener faults) {
    this.settings = settings;
    this.setting = settings.value(SettingKey.TASK_STATE_STORE);
    this.faults = faults;
  }

  /**
   * Opens it.
   *
   * @param providers offer names; one that cannot be made is passed over, and named if the name is not found
   * @param loader finds the class, if it is one
   * @throws TloException with {@link Reason#INVALID_SETTING} if that cannot be done; the message
   *     names what was found, the setting, where its value came from and what to do
   */
  public TaskStateStore open(Iterator<TaskStateStoreProvider> providers, ClassLoader loader) {
    TaskStateStoreProvider provider = find(providers);
    if (provider != null) {
      return open(provider);
    }
    try {
      return CustomClass.make(setting, TaskStateStore.class, loader);
    } catch (TloException e) {
      throw e.getCause() instanceof ClassNotFoundException && mayBeKnownName() ? unknown(e) : e;
    }
  }

  private @Nullable TaskStateStoreProvider find(Iterator<TaskStateStoreProvider> providers) {
    for (TaskStateStoreProvider next = next(providers); next != null; next = next(providers)) {
      String name = name(next);
      if (setting.text().equals(name)) {
        return next;
      }
      names.add(name);
    }
    return null;
  }

  /** Returns the next one that can be made, null if there is none. */
  private @Nullable TaskStateStoreProvider next(Iterator<TaskStateStoreProvider> providers) {
    while (true) {
      try {
        return providers.hasNext() ? providers.next() : null;
      } catch (ServiceConfigurationError | LinkageError e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        broken.add(e.getMessage() + (cause == e ? "" : " (" + cause + ")"));
      }
    }
  }

  private String name(TaskStateStoreProvider provider) {
    try {
      return String.valueOf(provider.name());
    } catch (RuntimeException | LinkageError e) {
      broken.add(provider.getClass().getName() + " does not tell its name (" + e + ")");
      return "";
    }
  }

  private TaskStateStore open(TaskStateStoreProvider provider) {
    try {
      TaskStateStore store = provider.open(settings, sentence -> faults.fault(sentence, null));
      if (store == null) {
        throw new IllegalStateException("it opened nothing");
      }
      return store;
    } catch (LinkageError e) {
      throw refused("does not fit this version of TLO (" + e + "); take the one made for it", e);
    } catch (TloException e) {
      throw refused("cannot be opened: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw refused("cannot be opened: " + e, e);
    }
  }

  private boolean mayBeKnownName() {
    return setting.text().indexOf('.') < 0 && !(names.isEmpty() && broken.isEmpty());
  }

  private TloException unknown(TloException cause) {
    List<String> known = new ArrayList<>(List.of(SettingKey.TASK_STATE_STORE.defaultText()));
    names.stream().filter(each -> !each.isEmpty()).forEach(known::add);
    String nearest = Spelling.nearest(setting.text(), known);
    StringBuilder why = new StringBuilder("is not known");
    why.append(nearest == null ? "" : ", did you mean '" + nearest + "'?");
    why.append("; known are ").append(String.join(", ", known)).append(" and names of classes");
    broken.forEach(each -> why.append("; not usable: ").append(each));
    return refused(why.toString(), cause.getCause());
  }

  private TloException refused(String why, @Nullable Throwable cause) {
    return new TloException(
        Reason.INVALID_SETTING,
        setting.key().key() + ": '" + setting.text() + "' (from " + setting.origin() + ") " + why,
        cause);
  }
}
