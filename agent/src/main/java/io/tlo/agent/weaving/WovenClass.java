package io.tlo.agent.weaving;

import io.tlo.agent.discovery.LoaderKey;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A class of the application that holds tasks. The class, its loader and the instance that was seen last are
 * held weakly: they belong to the application, and go when it lets them go.
 *
 * <p>Thread safety: safe for many threads.
 */
final class WovenClass {

  /** Of instances that take turns, a new one is noted no more often than this: noting costs memory. */
  private static final long PAUSE_NANOS = 1_000_000;

  /** How long it usually takes at most from weaving to being defined. */
  private static final long FIRST_LOOK_NANOS = Duration.ofSeconds(5).toNanos();

  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private final String name;
  private final LoaderKey loader;
  private final Map<String, WovenMethod> methods = new ConcurrentHashMap<>();
  private volatile long wovenAtNanos = System.nanoTime();
  private volatile long lookAfterNanos = FIRST_LOOK_NANOS;
  private volatile @Nullable WeakReference<Class<?>> type;
  private volatile @Nullable WeakReference<Object> instance;
  // Written without care: what is lost is only when an instance was noted.
  private long instanceNotedNanos;
  private volatile boolean constructionSeen;
  private volatile boolean gone;

  WovenClass(String name, LoaderKey loader) {
    this.name = name;
    this.loader = loader;
  }

  String name() {
    return name;
  }

  LoaderKey loader() {
    return loader;
  }

  void wovenNow() {
    wovenAtNanos = System.nanoTime();
    lookAfterNanos = FIRST_LOOK_NANOS;
  }

  long sinceWovenNanos() {
    return System.nanoTime() - wovenAtNanos;
  }

  /** Returns whether it should be defined by now. */
  boolean isToBeLookedFor() {
    return sinceWovenNanos() > lookAfterNanos;
  }

  /** It was not there: it is to be looked for again a second later, then two, four and so on. */
  void lookLater() {
    lookAfterNanos = sinceWovenNanos() + Math.max(SECOND_NANOS, lookAfterNanos - FIRST_LOOK_NANOS);
  }

  void add(WovenMethod method) {
    methods.put(method.method().key(), method);
  }

  @Nullable
  WovenMethod method(String key) {
    return methods.get(key);
  }

  List<WovenMethod> methods() {
    return new ArrayList<>(methods.values());
  }

  /** Returns the methods that are a task each. */
  List<WovenTask> tasks() {
    List<WovenTask> tasks = new ArrayList<>();
    for (WovenMethod each : methods.values()) {
      if (each instanceof WovenTask task) {
        tasks.add(task);
      }
    }
    return tasks;
  }

  /** Notes the instance that a task is called on. */
  void see(Object receiver) {
    WeakReference<Object> present = instance;
    if (present == null || !present.refersTo(receiver)) {
      note(present, receiver);
    }
  }

  private void note(@Nullable WeakReference<Object> present, Object receiver) {
    long now = System.nanoTime();
    // Where constructors tell of instances, the newest stays; a call on an older one changes
    // nothing.
    boolean isDue = !constructionSeen && now - instanceNotedNanos > PAUSE_NANOS;
    if (present == null || isDue || present.refersTo(null)) {
      instanceNotedNanos = now;
      instance = new WeakReference<>(receiver);
    }
  }

  /**
   * Notes an instance that is being constructed, of those that may be many. One of another class than the last
   * is noted in any case: the constructors of a subclass come here too, and it may run a method of its own.
   */
  void seeConstructed(Object receiver) {
    Object last = instance();
    if (last == null || last.getClass() != receiver.getClass()) {
      instance = new WeakReference<>(receiver);
    } else {
      see(receiver);
    }
  }

  /** Returns whether an instance was seen, which may be gone. */
  boolean sawInstance() {
    return instance != null;
  }

  /** Notes an instance that was constructed: the newest is the one to run recurring tasks on. */
  void constructed(Object receiver) {
    constructionSeen = true;
    instance = new WeakReference<>(receiver);
  }

  @Nullable
  Object instance() {
    WeakReference<Object> present = instance;
    return present == null ? null : present.get();
  }

  /** Forgets the instance, which is to be run no more: the next one that is seen takes its place. */
  void forgetInstance() {
    instance = null;
  }

  /** Returns whether a class is this one. */
  boolean is(Class<?> other) {
    return other.getName().equals(name) && other.getClassLoader() == loader.get();
  }

  /**
   * Returns whether another class that an object is of is below this one. Of two interfaces it is taken for granted:
   * which of them extends the other is not asked.
   *
   * @param ofObject the object's own class
   */
  boolean isAbove(WovenClass other, Class<?> ofObject) {
    for (Class<?> each = ofObject; each != null; each = each.getSuperclass()) {
      if (is(each)) {
        return false;
      }
      if (other.is(each)) {
        return true;
      }
    }
    return true;
  }

  void defined(Class<?> definedType) {
    type = new WeakReference<>(definedType);
  }

  /** Returns the class, null if it is not known yet, or gone. */
  @Nullable
  Class<?> type() {
    WeakReference<Class<?>> present = type;
    return present == null ? null : present.get();
  }

  boolean isDefined() {
    return type != null;
  }

  /** Returns whether its tasks have been removed. */
  boolean isGone() {
    return gone;
  }

  void setGone(boolean nowGone) {
    gone = nowGone;
  }
}
