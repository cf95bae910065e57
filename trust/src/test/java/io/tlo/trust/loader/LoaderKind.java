package io.tlo.trust.loader;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** The hosts that run the guest, each with class loaders of its own. */
enum LoaderKind {
  FELIX("org.apache.felix.framework.BundleWiringImpl$BundleClassLoader") {
    @Override
    ForkedJvm.Running start(Guest guest, Path folder, JvmSetting setting, int rounds) {
      return osgi(FELIX_JAR, guest, folder, setting, rounds);
    }

    @Override
    String shown() {
      return "Felix " + version(FELIX_JAR, "Bundle-Version");
    }
  },
  EQUINOX("org.eclipse.osgi.internal.loader.EquinoxClassLoader") {
    @Override
    ForkedJvm.Running start(Guest guest, Path folder, JvmSetting setting, int rounds) {
      return osgi(EQUINOX_JAR, guest, folder, setting, rounds);
    }

    @Override
    String shown() {
      return "Equinox " + version(EQUINOX_JAR, "Bundle-Version") + " without boot delegation";
    }
  },
  JBOSS_MODULES("org.jboss.modules.ModuleClassLoader") {
    @Override
    ForkedJvm.Running start(Guest guest, Path folder, JvmSetting setting, int rounds) {
      return setting
          .of(ForkedJvm.on())
          .startJar(
              Parts.file(JBOSS_JAR), "-mp", guest.jbossModules().toString(), "guest", "" + rounds);
    }

    @Override
    String shown() {
      return "jboss-modules " + version(JBOSS_JAR, "Implementation-Version");
    }
  },
  FILTERING("host.Filtering") {
    @Override
    ForkedJvm.Running start(Guest guest, Path folder, JvmSetting setting, int rounds) {
      Path host = TestProgram.alone(folder.resolve("host")).compile(Hosts.FILTERING);
      return setting
          .of(ForkedJvm.on(host))
          .start("host.Filtering", "" + rounds, guest.classes().toString());
    }

    @Override
    String shown() {
      return "a filtering loader without a parent";
    }
  },
  THROWING("host.Throwing") {
    @Override
    ForkedJvm.Running start(Guest guest, Path folder, JvmSetting setting, int rounds) {
      Path host =
          TestProgram.alone(folder.resolve("host")).compile(Hosts.FILTERING, Hosts.THROWING);
      return setting
          .of(ForkedJvm.on(host))
          .start("host.Throwing", "" + rounds, guest.classes().toString());
    }

    @Override
    String shown() {
      return "a loader that throws on unknown names";
    }
  },
  SYSTEM("host.OwnSystemLoader") {
    @Override
    ForkedJvm.Running start(Guest guest, Path folder, JvmSetting setting, int rounds) {
      Path host = TestProgram.alone(folder.resolve("host")).compile(Hosts.SYSTEM_LOADER);
      return setting
          .of(ForkedJvm.on(host))
          // With its archive the JVM warns of such a loader, with and without an agent.
          .option("-Xshare:off", "-Djava.system.class.loader=host.OwnSystemLoader")
          .option("-Dguest=" + guest.classes())
          .start("guest.Main", "" + rounds);
    }

    @Override
    String shown() {
      return "an own java.system.class.loader";
    }
  },
  LAYER("jdk.internal.loader.Loader") {
    @Override
    ForkedJvm.Running start(Guest guest, Path folder, JvmSetting setting, int rounds) {
      Path host = TestProgram.alone(folder.resolve("host")).compile(Hosts.LAYER);
      return setting
          .of(ForkedJvm.on(host))
          .start("host.Layer", "" + rounds, guest.module().toString());
    }

    @Override
    String shown() {
      return "a named module of a ModuleLayer, package not exported";
    }
  };

  private static final String FELIX_JAR = "org.apache.felix.framework.jar";
  private static final String EQUINOX_JAR = "org.eclipse.osgi.jar";
  private static final String JBOSS_JAR = "jboss-modules.jar";

  private final String loader;

  LoaderKind(String loader) {
    this.loader = loader;
  }

  /** What a test wants of the JVM: another agent, a variable. */
  interface JvmSetting {
    ForkedJvm of(ForkedJvm jvm);
  }

  /** Starts the guest in this host; it makes its calls, says so, and waits for a line. */
  abstract ForkedJvm.Running start(Guest guest, Path folder, JvmSetting setting, int rounds);

  /** Returns its name for people, with the version where it has one. */
  abstract String shown();

  /** Returns the name of the class of the guest's class loader. */
  String loader() {
    return loader;
  }

  private static ForkedJvm.Running osgi(
      String jar, Guest guest, Path folder, JvmSetting setting, int rounds) {
    Path host =
        TestProgram.alone(folder.resolve("host")).seeing(Parts.file(jar)).compile(Hosts.OSGI);
    return setting
        .of(ForkedJvm.on(host, Parts.file(jar)))
        .start(
            "host.Osgi",
            "" + rounds,
            folder.resolve("storage").toString(),
            guest.bundle().toString());
  }

  private static String version(String part, String attribute) {
    try (JarFile jar = new JarFile(Parts.file(part).toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      return manifest.getValue(attribute).replaceAll("[.]v[0-9-]+$", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
