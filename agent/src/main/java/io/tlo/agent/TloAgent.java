package io.tlo.agent;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.NoSuchFileException;
import java.security.AccessControlContext;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The agent's one class that the application can see: where the JVM enters, and the class loader of all
 * the others.
 *
 * <p>Everything else, Byte Buddy too, lies under one folder of the jar, with an ending that no scanner of
 * the class path looks for, and is loaded by this loader: the agent's by one below the platform's, the
 * command line's by one below the system's. So an application with its own version of any of it neither
 * disturbs the agent nor is disturbed.
 *
 * <p>Thread safety: safe; parallel capable, since the application's threads load classes of the agent.
 */
public final class TloAgent extends ClassLoader {

  private static final String FOLDER = "tlo/";
  private static final String CLASS_ENDING = ".class";
  private static final String HIDDEN_ENDING = ".classdata";

  private static final String DETACH = "detach";

  private static final String MAIN_MODULE = "jdk.module.main";

  // The JVM calls premain once for each -javaagent, and the same jar may be named twice. An object
  // of the agent's own loader, which is known here by types of the JDK only.
  private static @Nullable Object starter;

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;
  private final ProtectionDomain domain;
  private final @Nullable String version;

  private TloAgent(JarFile jar, ProtectionDomain domain, ClassLoader parent) throws IOException {
    super("tlo-agent", parent);
    this.jar = jar;
    this.domain = domain;
    this.version = jar.getManifest().getMainAttributes().getValue(Name.IMPLEMENTATION_VERSION);
  }

  /**
   * Starts the agent with the application. Whatever goes wrong costs a line on stderr, not the
   * application: an exception that left this method would end the JVM. A tool of the JDK is no
   * application: in it nothing is done or said.
   *
   * @param arguments {@code key=value,key=value}, null for none
   * @param instrumentation the JVM's
   */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    try {
      requireAllPermissions();
      if (!isToolOfTheJdk()) {
        start(arguments == null ? "" : arguments, instrumentation);
      }
    } catch (Throwable e) {
      System.err.println("[tlo] the agent could not start and does nothing: " + sentence(e));
    }
  }

  /**
   * Starts the agent in an application that runs, or takes it out again. Returns when the tasks of the
   * classes that are loaded are watched, or no longer are. Whatever goes wrong costs a line on stderr.
   *
   * @param arguments {@code key=value,key=value}, null for none; or {@code detach}
   * @param instrumentation the JVM's
   */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    try {
      if (DETACH.equals(arguments)) {
        detach();
      } else {
        requireAllPermissions();
        attach(arguments == null ? "" : arguments, instrumentation);
      }
    } catch (Throwable e) {
      System.err.println("[tlo] the agent could not be attached or detached: " + sentence(e));
    }
  }

  /**
   * The variable {@code JAVA_TOOL_OPTIONS} reaches {@code javac}, {@code keytool} and the
   * others as well; each is the main class of one of the JDK's modules. A program run from its
   * source is not, though the compiler starts it.
   */
  private static boolean isToolOfTheJdk() {
    String module = System.getProperty(MAIN_MODULE, "");
    return module.startsWith("java.") || module.startsWith("jdk.");
  }

  /**
   * Where a security manager is set, what the agent does is done with the permissions of
   * whatever is on the stack: half an agent would record some calls and lose others. So the
   * manager is asked what code from nowhere may do.
   */
  @SuppressWarnings("removal") // until Java 23 there are security managers
  private static void requireAllPermissions() {
    SecurityManager manager = System.getSecurityManager();
    if (manager == null) {
      return;
    }
    ProtectionDomain fromNowhere =
        new ProtectionDomain(new CodeSource(null, (Certificate[]) null), null, null, null);
    try {
      manager.checkPermission(
          new AllPermission(), new AccessControlContext(new ProtectionDomain[] {fromNowhere}));
    } catch (SecurityException e) {
      throw new IllegalStateException(
          "a security manager is set that does not grant all permissions to all code, as TLO"
              + " needs it: let its policy grant them, or leave -Djava.security.manager out",
          e);
    }
  }

  private static String sentence(Throwable cause) {
    String own = cause instanceof IllegalStateException ? cause.getMessage() : null;
    return own == null ? cause.toString() : own;
  }

  @SuppressWarnings("unchecked")
  private static synchronized void start(String arguments, Instrumentation instrumentation)
      throws Exception {
    boolean isThere = false;
    try {
      ((BiConsumer<String, Instrumentation>) starter()).accept(arguments, instrumentation);
      isThere = true;
    } finally {
      if (!isThere) {
        takeOut();
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static synchronized void attach(String arguments, Instrumentation instrumentation)
      throws Exception {
    boolean isThere = false;
    try {
      isThere = ((BiPredicate<String, Instrumentation>) starter()).test(arguments, instrumentation);
    } finally {
      if (!isThere) {
        takeOut();
      }
    }
  }

  private static synchronized void detach() throws IOException {
    if (starter == null) {
      System.err.println("[tlo] detach: the agent is not in this program, nothing was done");
      return;
    }
    takeOut();
  }

  /** Ends what there is of the agent, also of one that began and came no further. */
  private static void takeOut() throws IOException {
    try {
      if (starter != null) {
        ((Runnable) starter).run();
      }
    } finally {
      forget();
    }
  }

  private static Object starter() throws Exception {
    Object present = starter;
    if (present == null) {
      present = newInstance("io.tlo.agent.AgentStart", getPlatformClassLoader());
      starter = present;
    }
    return present;
  }

  /** The next attach begins anew; what is left of this agent can be collected. */
  private static void forget() throws IOException {
    Object present = starter;
    starter = null;
    if (present != null && present.getClass().getClassLoader() instanceof TloAgent loader) {
      loader.jar.close();
    }
  }

  /**
   * Runs a command and ends the process with its exit code. The JDK's attach API is a module that only
   * the system's class loader finds.
   *
   * @param arguments the command line's
   * @throws Exception if the jar cannot be read
   */
  @SuppressWarnings("unchecked")
  public static void main(String[] arguments) throws Exception {
    ((Consumer<String[]>) newInstance("io.tlo.agent.cli.CommandStart", getSystemClassLoader()))
        .accept(arguments);
  }

  private static Object newInstance(String className, ClassLoader parent) throws Exception {
    ProtectionDomain domain = TloAgent.class.getProtectionDomain();
    ClassLoader loader = new TloAgent(open(file(domain)), domain, parent);
    return Class.forName(className, true, loader).getDeclaredConstructor().newInstance();
  }

  /** This class stays for as long as the JVM, and so does the place where it looks for the others. */
  private static JarFile open(File file) throws IOException {
    try {
      return new JarFile(file, false, ZipFile.OPEN_READ);
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw new IllegalStateException(
          "this JVM keeps using the agent's jar at "
              + file
              + ", which is gone: put it there again, or restart the program",
          e);
    }
  }

  private static File file(ProtectionDomain domain) throws URISyntaxException {
    CodeSource source = domain.getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return new File(location == null ? ownResource() : location.toURI());
  }

  /** A system class loader of the application's may have loaded this class and not say from where. */
  private static URI ownResource() throws URISyntaxException {
    URL resource = ClassLoader.getSystemResource("io/tlo/agent/TloAgent.class");
    if (resource == null) {
      throw new IllegalStateException("the system class loader does not find the agent's jar");
    }
    String inJar = resource.getPath();
    return new URI(inJar.substring(0, inJar.indexOf("!/")));
  }

  /**
   * Own classes first. The platform's loader knows the packages of every named module of the application,
   * tlo-core or Byte Buddy on its module path among them, and would give theirs.
   */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (entry(name.replace('.', '/')) == null) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    JarEntry entry = entry(name.replace('.', '/'));
    if (entry == null) {
      throw new ClassNotFoundException(name);
    }
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] bytes = in.readAllBytes();
      definePackageOf(name);
      return define(name, bytes);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /**
   * Another agent is shown each class that is being defined, and may ask for others meanwhile which lead
   * back to this one. Then it is there before its own definition has ended, on the same thread.
   */
  private Class<?> define(String name, byte[] bytes) {
    try {
      return defineClass(name, bytes, 0, bytes.length, domain);
    } catch (LinkageError e) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        throw e;
      }
      return loaded;
    }
  }

  private @Nullable JarEntry entry(String path) {
    try {
      return jar.getJarEntry(FOLDER + path + HIDDEN_ENDING);
    } catch (IllegalStateException e) {
      // Closed, since the agent has been taken out: what still runs of it finds nothing more.
      return null;
    }
  }

  private void definePackageOf(String className) {
    String name = className.substring(0, className.lastIndexOf('.'));
    if (getDefinedPackage(name) == null) {
      try {
        definePackage(name, null, null, null, null, version, null, null);
      } catch (IllegalArgumentException e) {
        // Another thread was first.
        return;
      }
    }
  }

  /** Finds class files under their usual names: Byte Buddy reads those of the advice. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    JarEntry entry = name.endsWith(CLASS_ENDING)
        ? entry(name.substring(0, name.length() - CLASS_ENDING.length()))
        : null;
    try {
      return entry == null ? super.getResourceAsStream(name) : jar.getInputStream(entry);
    } catch (IOException e) {
      return null;
    }
  }
}
