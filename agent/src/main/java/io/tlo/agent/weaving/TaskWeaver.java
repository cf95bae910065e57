package io.tlo.agent.weaving;

import io.tlo.agent.AgentLog;
import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.agent.discovery.TaskAnnotations;
import io.tlo.agent.discovery.TaskClassReader;
import io.tlo.runtime.TaskRuntime;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tasks of a class, registers them and weaves them. Made with the first class that may hold one; with
 * it Byte Buddy is loaded and the hook is defined.
 *
 * <p>Thread safety: safe.
 */
public final class TaskWeaver {

  private final TaskAnnotations annotations;
  private final TaskCatalog catalog;
  private final Hook hook;
  private final ClassWeaving weaving;

  /**
   * Creates a weaver and connects the hook to it.
   *
   * @throws ReflectiveOperationException if the hook cannot be defined
   * @throws IOException if the agent's jar cannot be read
   */
  public TaskWeaver(
      TaskRuntime runtime,
      TaskAnnotations annotations,
      Instrumentation instrumentation,
      AgentLog log)
      throws ReflectiveOperationException, IOException {
    this.annotations = annotations;
    this.catalog = new TaskCatalog(runtime, new ClassFinder(instrumentation), log);
    this.hook = Hook.install(instrumentation);
    this.weaving = new ClassWeaving(hook.field());
    hook.connect(new Dispatcher(catalog, runtime.recorder(), log).handle());
    runtime.housekeeping().add(catalog);
  }

  /**
   * Weaves a class.
   *
   * @param className binary name
   * @return the woven class file, null if the class holds no task
   */
  public byte @Nullable [] weave(@Nullable ClassLoader loader, String className, byte[] classFile) {
    List<DiscoveredMethod> methods = TaskClassReader.read(classFile, annotations);
    if (methods.isEmpty()) {
      return null;
    }
    WovenClass woven = catalog.register(loader, className, methods, new ReturnTypes(loader));
    return woven == null ? null : weaving.weave(woven, classFile);
  }
}
