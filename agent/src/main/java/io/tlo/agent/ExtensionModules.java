package io.tlo.agent;

import io.tlo.agent.weaving.NativeAccess;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Loads extensions that call native code, and say so in their manifest ({@code Enable-Native-Access}, as the JDK asks
 * of jars that it starts), as modules of their own, which alone are let do it: since JDK 24 the JVM would warn on
 * stderr, and name the class path as the culprit.
 */
final class ExtensionModules {

  private static final int WARNS_SINCE = 24;

  private ExtensionModules() {}

  /** Returns what finds the classes of all extensions, and of the class path. */
  static ClassLoader loader(ExtensionJars jars, AgentLog log, Instrumentation instrumentation) {
    ExtensionLoader plain = ExtensionLoader.of(jars);
    List<Path> natives = jars.callNativeCode();
    if (natives.isEmpty() || Runtime.version().feature() < WARNS_SINCE) {
      return plain;
    }
    try {
      return define(natives, plain, instrumentation);
    } catch (FindException
        | ResolutionException
        | LayerInstantiationException
        | ReflectiveOperationException
        | IOException e) {
      log.debug("extensions call native code with a warning of the JVM: " + e);
      return plain;
    }
  }

  private static ClassLoader define(
      List<Path> jars, ClassLoader parent, Instrumentation instrumentation)
      throws ReflectiveOperationException, IOException {
    ModuleFinder finder = ModuleFinder.of(jars.toArray(new Path[0]));
    Set<String> names = finder.findAll().stream()
        .map((ModuleReference each) -> each.descriptor().name())
        .collect(Collectors.toSet());
    Configuration configuration =
        ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), names);
    ModuleLayer layer = ModuleLayer.defineModulesWithOneLoader(
            configuration, List.of(ModuleLayer.boot()), parent)
        .layer();
    for (Module each : layer.modules()) {
      NativeAccess.grant(each, instrumentation);
    }
    return layer.findLoader(names.iterator().next());
  }
}
