package io.tlo.agent;

import io.tlo.SettingKey;
import io.tlo.TloException;
import io.tlo.TloSettings;
import io.tlo.registry.TaskRegistry;
import io.tlo.runtime.CustomClass;
import io.tlo.state.TaskStateStore;
import io.tlo.state.TaskStateStoreProvider;
import io.tlo.steering.FleetFile;
import io.tlo.steering.SwitchFile;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at before the application only where {@code on.error=fail} asks for it:
 * otherwise the files of switches are read with the first task, and custom classes are looked for when
 * the application has started. No code of a custom class is run, since it could touch what the
 * application wants to set up itself.
 */
final class StrictCheck {

  private StrictCheck() {}

  /**
   * Returns what is wrong, a sentence each. A class that may be missing because its jar is, is not looked for,
   * nor is a store whose name a jar may offer: only its code could tell.
   */
  static List<String> faults(TloSettings settings, ExtensionJars extensions) {
    List<String> faults = new ArrayList<>();
    String path = settings.text(SettingKey.SWITCH_FILE);
    add(faults, path.isEmpty() ? null : SwitchFile.fault(new File(path)));
    add(faults, fleetFault(settings));
    if (extensions.faults().isEmpty()) {
      check(settings, SettingKey.TASK_REGISTRY, TaskRegistry.class, extensions, faults);
      if (!mayBeOffered(settings.text(SettingKey.TASK_STATE_STORE), extensions)) {
        check(settings, SettingKey.TASK_STATE_STORE, TaskStateStore.class, extensions, faults);
      }
    }
    return faults;
  }

  private static @Nullable String fleetFault(TloSettings settings) {
    if (CustomClass.isNamed(settings, SettingKey.TASK_STATE_STORE)) {
      String file = settings.text(SettingKey.FLEET_FILE);
      return file.isEmpty() ? null : FleetFile.fault(new File(file));
    }
    return settings.list(SettingKey.EXCLUSIVE).isEmpty()
        ? null
        : "exclusive: there is no state store that the instances of the application share;"
            + " task.state.store=jdbc is one";
  }

  private static void add(List<String> faults, @Nullable String fault) {
    if (fault != null) {
      faults.add(fault);
    }
  }

  private static boolean mayBeOffered(String name, ExtensionJars extensions) {
    try {
      return name.indexOf('.') < 0
          && !extensions.offered(TaskStateStoreProvider.class).isEmpty();
    } catch (IOException e) {
      // What cannot be read offers nothing.
      return false;
    }
  }

  private static void check(
      TloSettings settings,
      SettingKey key,
      Class<?> type,
      ExtensionJars extensions,
      List<String> faults) {
    if (!CustomClass.isNamed(settings, key)) {
      return;
    }
    try (ExtensionLoader loader = ExtensionLoader.of(extensions)) {
      CustomClass.check(settings.value(key), type, loader);
    } catch (TloException e) {
      faults.add(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      // A jar that cannot be closed has been read all the same.
      return;
    }
  }
}
