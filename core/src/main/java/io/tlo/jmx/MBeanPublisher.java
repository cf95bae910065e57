package io.tlo.jmx;

import io.tlo.SettingKey;
import io.tlo.TloSettings;
import io.tlo.execution.FaultListener;
import io.tlo.execution.Intervals;
import io.tlo.execution.LiveTask;
import io.tlo.execution.Recorder;
import io.tlo.execution.Records;
import io.tlo.execution.TaskEvents;
import io.tlo.execution.TaskTable;
import io.tlo.execution.Watch;
import io.tlo.state.StateEntry;
import io.tlo.steering.Steering;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Registers an MBean for the registry and for every task, removes those of tasks that are gone, and sends
 * their notifications. An MBean of one of our names that is not ours is left alone.
 *
 * <p>Thread safety: {@code publish}, {@code unpublish}, {@code tellWhatIsDue} and {@code close} are called by
 * one thread at a time; events may come from any thread.
 */
public final class MBeanPublisher implements TaskEvents {

  private static final int MOST_ATTEMPTS = 100_000;

  private final MBeanServer server;
  private final Parts parts;
  private final FaultListener faults;
  private final Operations operations;
  private final Notifier notifier;
  private final WatchRounds watchRounds;
  private final Map<LiveTask, Notifier.Sender> senders = new ConcurrentHashMap<>();
  private volatile Notifier.@Nullable Sender registry;
  private @Nullable ObjectName store;
  private String context = "";

  /**
   * What the MBeans show.
   *
   * @param table the tasks
   * @param records their records
   * @param recorder what records them
   * @param steering what switches and runs them
   * @param intervals what gives them their turns
   * @param clock tells the time
   * @param watch what sees whether they overrun or are absent
   * @param settings the settings in force
   * @param version the version of TLO
   * @param fleet whether there is, or will be, a state store that instances may share
   */
  public record Parts(
      TaskTable table,
      Records records,
      Recorder recorder,
      Steering steering,
      Intervals intervals,
      Clock clock,
      Watch watch,
      TloSettings settings,
      String version,
      boolean fleet) {}

  /** Creates a publisher; nothing is published yet. */
  public MBeanPublisher(MBeanServer server, Parts parts, FaultListener faults) {
    this(server, parts, faults, System::nanoTime);
  }

  /** Creates a publisher that measures by that clock how many notifications it may send. */
  MBeanPublisher(MBeanServer server, Parts parts, FaultListener faults, LongSupplier nanos) {
    this.server = server;
    this.parts = parts;
    this.faults = faults;
    this.operations = new Operations(parts.table(), parts.steering(), parts.clock());
    this.notifier = new Notifier(nanos);
    this.watchRounds = new WatchRounds(parts.watch());
  }

  /**
   * Publishes the registry.
   *
   * @param context what to tell it apart by if there is one already
   */
  public void publishRegistry(String context) {
    this.context = context;
    RegistryView view = new RegistryView(parts, operations);
    DescribedMBean mbean = new DescribedMBean(
        parts.fleet() ? RegistryView.OF_FLEET : RegistryView.MODEL, view, "Registry", operations);
    registry = register(mbean, attempt -> TaskNames.registry(context(attempt)));
  }

  private @Nullable String context(int attempt) {
    return attempt == 1 ? null : attempt == 2 ? context : context + "-" + (attempt - 1);
  }

  /** Publishes the custom store once there is one, and removes it once there is none any more. */
  private void publishStore() {
    boolean isThere = parts.records().storeStatus() != null;
    if (isThere && store == null) {
      StoreView view =
          new StoreView(parts.settings().text(SettingKey.TASK_STATE_STORE), parts.records());
      Notifier.Sender sender = register(
          new DescribedMBean(StoreView.MODEL, view, "Store", operations),
          attempt -> TaskNames.store(context(attempt)));
      store = sender == null ? null : sender.name();
    } else if (!isThere) {
      unpublishStore();
    }
  }

  private void unpublishStore() {
    if (store != null) {
      unregister(store);
      store = null;
    }
  }

  /** Publishes a task. */
  public void publish(LiveTask task) {
    TaskView view =
        new TaskView(task, parts.records(), operations, parts.intervals(), parts.watch());
    DescribedMBean mbean = new DescribedMBean(
        parts.fleet() ? TaskView.OF_FLEET : TaskView.MODEL, view, task.name(), operations);
    Notifier.Sender sender = register(mbean, attempt -> TaskNames.task(task.definition(), attempt));
    if (sender != null) {
      senders.put(task, sender);
      task.publishedAs(sender.name().toString());
    }
  }

  /** Removes a task's MBean; nothing happens if it has none. */
  public void unpublish(LiveTask task) {
    Notifier.Sender sender = senders.remove(task);
    watchRounds.forget(task);
    task.publishedAs(null);
    if (sender != null) {
      unregister(sender.name());
    }
  }

  /** Which name to try next. */
  private interface Naming {
    ObjectName name(int attempt);
  }

  private Notifier.@Nullable Sender register(DescribedMBean mbean, Naming naming) {
    for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      ObjectName name = naming.name(attempt);
      try {
        // The server may wrap our name; what it registered under is what must be removed later.
        return new Notifier.Sender(server.registerMBean(mbean, name).getObjectName(), mbean);
      } catch (InstanceAlreadyExistsException e) {
        // Left alone: the next name is tried.
      } catch (JMException | RuntimeException e) {
        faults.fault(name + ": not published", e);
        return null;
      }
    }
    return null;
  }

  private void unregister(ObjectName name) {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      // Somebody else removed it: it is gone, which is what was wanted.
      return;
    } catch (JMException | RuntimeException e) {
      faults.fault(name + ": not removed", e);
    }
  }

  @Override
  public void failed(LiveTask task, StateEntry execution) {
    List<Notifier.Sender> listened = listened(task);
    if (!listened.isEmpty()) {
      notifier.tell(listened, new FailureNews(task, execution));
    }
  }

  @Override
  public void switched(LiveTask task, boolean on) {
    List<Notifier.Sender> listened = listened(task);
    if (!listened.isEmpty()) {
      notifier.tell(listened, new SwitchNews(task, on));
    }
  }

  /**
   * Tells which tasks have begun or ceased to overrun or to be absent, what was held back, and whether there is
   * a custom store; to be called once a second. A task to which nobody listens is not looked at: whoever listens next
   * is told how it does then.
   */
  public void tellWhatIsDue() {
    publishStore();
    for (LiveTask task : senders.keySet()) {
      List<Notifier.Sender> listened = listened(task);
      if (listened.isEmpty()) {
        watchRounds.forget(task);
      } else {
        tellWatch(task, listened);
      }
    }
    notifier.summarise();
  }

  private void tellWatch(LiveTask task, List<Notifier.Sender> listened) {
    WatchNews news = watchRounds.look(task);
    if (news != null) {
      notifier.tell(listened, news);
    }
  }

  /** Returns the MBeans to which somebody listens: usually nobody does, and then nothing is done. */
  private List<Notifier.Sender> listened(LiveTask task) {
    List<Notifier.Sender> listened = new ArrayList<>(2);
    Notifier.Sender own = senders.get(task);
    Notifier.Sender all = registry;
    if (own != null && own.mbean().isListenedTo()) {
      listened.add(own);
    }
    if (all != null && all.mbean().isListenedTo()) {
      listened.add(all);
    }
    return listened;
  }

  /** Removes every MBean. */
  public void close() {
    for (LiveTask task : new ArrayList<>(senders.keySet())) {
      unpublish(task);
    }
    unpublishStore();
    Notifier.Sender all = registry;
    if (all != null) {
      registry = null;
      unregister(all.name());
    }
    notifier.close();
  }
}
