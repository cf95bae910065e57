package io.tlo.agent.cli.remote;

import io.tlo.agent.cli.exit.CommandFailure;
import io.tlo.text.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.InstanceNotFoundException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.Query;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one JVM as its MBeans show and steer them. What is refused there ends the command with the
 * MBean's own sentence.
 *
 * <p>Thread safety: confined to one thread.
 */
public final class RegistryClient {

  private static final List<String> TASK = List.of(
      "name",
      "enabled",
      "status",
      "succeeded",
      "failed",
      "running",
      "skipped",
      "lastStartedAt",
      "schedule",
      "source",
      "objectName",
      "watch",
      "disabledUntil");
  private static final List<String> RECORD = List.of(
      "id",
      "task",
      "status",
      "trigger",
      "by",
      "createdAt",
      "startedAt",
      "finishedAt",
      "durationMillis",
      "thread",
      "result",
      "failure");
  private static final List<String> AUDIT =
      List.of("at", "by", "from", "action", "task", "outcome");

  private static final ObjectName REGISTRY = name("tlo:type=Registry");
  /** The agent's, where the program has published one of its own before. */
  private static final ObjectName SECOND_REGISTRY = name("tlo:type=Registry,context=agent");

  private static final ObjectName TASKS = name("tlo:type=Task,*");
  private static final String TEXT = String.class.getName();
  private static final String PERFORM = "perform";

  private final Connection connection;
  private @Nullable ObjectName registry;

  /** Creates the client of a connection, which stays the caller's to close. */
  public RegistryClient(Connection connection) {
    this.connection = connection;
  }

  private static ObjectName name(String text) {
    try {
      return new ObjectName(text);
    } catch (MalformedObjectNameException e) {
      throw CommandFailure.refused("the agent there gives '" + text + "' as name of an MBean", e);
    }
  }

  /** Returns whether there is an MBean that shows tasks: the agent's, or one of the program's own. */
  public boolean isPresent() {
    return connection.isRegistered(registry());
  }

  /** Returns whether the agent's MBean is there beside one of the program's own. */
  public boolean isSecondPresent() {
    return connection.isRegistered(SECOND_REGISTRY);
  }

  /** Chosen at the first look, so that it is always the same MBean that is spoken of. */
  private ObjectName registry() {
    ObjectName known = registry;
    if (known == null) {
      known = isSecondPresent() ? SECOND_REGISTRY : REGISTRY;
      registry = known;
    }
    return known;
  }

  /** Returns the agent's version. */
  public String version() {
    return String.valueOf(attribute("Version"));
  }

  /** Returns the id of the time zone that the program has now, empty if an older agent does not tell. */
  String timeZone() {
    return attribute("TimeZone") instanceof String zone ? zone : "";
  }

  /** Returns how many tasks there are now. */
  public int tasksTotal() {
    return attribute("TasksTotal") instanceof Integer total ? total : 0;
  }

  /** Returns all tasks. */
  public List<Row> tasks() {
    return Row.all(attribute("Tasks"), TASK);
  }

  /** Returns what operators did, newest first, at most 100 entries. */
  public List<Row> audit() {
    return Row.all(attribute("Audit"), AUDIT);
  }

  /**
   * Returns records, newest first.
   *
   * @param task a task's name or full method, null for all
   * @param status the status they have, null for any
   * @param limit how many at most
   */
  public Records records(@Nullable String task, @Nullable String status, int limit) {
    String name = task == null ? null : operand(task);
    try {
      Object[] arguments = {name == null ? "" : name, status == null ? "" : status, limit};
      String[] types = {TEXT, TEXT, int.class.getName()};
      return new Records(Row.all(call(registry(), "findRecords", arguments, types), RECORD), true);
    } catch (SecurityException e) {
      return new Records(brief(name, status, limit), false);
    }
  }

  /** Of several tasks of one full method all are meant, which the agent finds. */
  private String operand(String nameOrMethod) {
    List<Row> named = named(nameOrMethod);
    return named.size() > 1 ? nameOrMethod : one(nameOrMethod, named).text("name");
  }

  /** Who may only read may call nothing: what is left are the attributes, which are cut short. */
  private List<Row> brief(@Nullable String task, @Nullable String status, int limit) {
    return Row.all(recent(task), RECORD).stream()
        .filter(each -> status == null || each.text("status").equals(status))
        .limit(limit)
        .toList();
  }

  private @Nullable Object recent(@Nullable String task) {
    return task == null
        ? attribute("RecentRecords")
        : attribute(objectName(requireTask(task)), "RecentRecords");
  }

  /**
   * Returns one record.
   *
   * @param id its id
   */
  public Row record(long id) {
    Object[] arguments = {id};
    Object record = call(registry(), "findRecord", arguments, new String[] {long.class.getName()});
    if (record instanceof CompositeData data) {
      return Row.of(data, RECORD);
    }
    throw CommandFailure.refused("the agent in " + connection.place() + " gives no record " + id);
  }

  /** Returns one record as the agent writes it for people. */
  public String recordText(long id) {
    try {
      String[] types = {long.class.getName()};
      return String.valueOf(call(registry(), "showRecord", new Object[] {id}, types));
    } catch (SecurityException e) {
      throw mayOnlyRead("showRecord", e);
    }
  }

  /** Switches the task of that name, or all of that full method, on; returns what the agent says. */
  public Outcome enable(String nameOrMethod) {
    return switchNamed(nameOrMethod, "enable");
  }

  /** Switches the task of that name, or all of that full method, off; returns what the agent says. */
  public Outcome disable(String nameOrMethod) {
    return switchNamed(nameOrMethod, "disable");
  }

  private Outcome switchNamed(String nameOrMethod, String operation) {
    List<Row> named = named(nameOrMethod);
    return named.size() > 1
        ? perform(registry(), operation, nameOrMethod)
        : perform(objectName(one(nameOrMethod, named)), operation, null);
  }

  /** Switches a task off for a while; returns what the agent says. */
  public Outcome disableFor(Row task, String duration) {
    return perform(objectName(task), "disableFor", duration);
  }

  /** Switches a task off in every instance of its application; returns what the agent says. */
  public Outcome disableEverywhere(String nameOrMethod) {
    return everywhere(nameOrMethod, "disableEverywhere");
  }

  /** Ends that a task is off in every instance of its application; returns what the agent says. */
  public Outcome enableEverywhere(String nameOrMethod) {
    return everywhere(nameOrMethod, "enableEverywhere");
  }

  /** It goes by the full method: of several tasks that have it each will do. Without a store there is no such operation. */
  private Outcome everywhere(String nameOrMethod, String operation) {
    List<Row> named = named(nameOrMethod);
    Row task = named.isEmpty() ? one(nameOrMethod, named) : named.get(0);
    if (attribute(objectName(task), "DisabledEverywhere") == null) {
      throw CommandFailure.refused("the agent in " + connection.place()
          + " has no state store that the instances of its application share:"
          + " task.state.store=jdbc is one; without --everywhere this JVM alone is switched");
    }
    return perform(objectName(task), operation, null);
  }

  /** Runs a task; returns what the agent says. */
  public Outcome trigger(Row task) {
    return perform(objectName(task), "trigger", null);
  }

  /** Runs a task with arguments; returns what the agent says. */
  public Outcome triggerWith(Row task, String arguments) {
    return perform(objectName(task), "triggerWith", arguments);
  }

  /** Interrupts the executions of a task that run now; returns what the agent says. */
  public Outcome interruptRunning(Row task) {
    return perform(objectName(task), "interruptRunning", null);
  }

  /** Switches all tasks on that match; returns what the agent says. */
  public Outcome enableMatching(String pattern) {
    return perform(registry(), "enableMatching", pattern);
  }

  /** Switches all tasks off that match; returns what the agent says. */
  public Outcome disableMatching(String pattern) {
    return perform(registry(), "disableMatching", pattern);
  }

  private Outcome perform(ObjectName name, String operation, @Nullable String argument) {
    try {
      if (hasOperation(name, PERFORM)) {
        @Nullable Object[] both = {operation, argument};
        return Outcome.of(call(name, PERFORM, both, new String[] {TEXT, TEXT}));
      }
      // An older agent answers with the sentence alone.
      Object[] arguments = argument == null ? new Object[0] : new Object[] {argument};
      String[] types = argument == null ? new String[0] : new String[] {TEXT};
      return OlderAnswer.read(String.valueOf(call(name, operation, arguments, types)));
    } catch (SecurityException e) {
      throw mayOnlyRead(operation, e);
    }
  }

  private CommandFailure mayOnlyRead(String operation, SecurityException e) {
    return CommandFailure.refused(
        "the user that " + connection.place() + " let in may only read: " + operation
            + " needs one with readwrite in its access file",
        e);
  }

  /**
   * Returns the task of that name, else all tasks of that full method, else those that are listed by that name with a
   * number, since the copy without one is gone; empty if there is none. Case counts.
   */
  public List<Row> named(String nameOrMethod) {
    List<Row> tasks = tasks();
    for (Row task : tasks) {
      if (task.text("name").equals(nameOrMethod)) {
        return List.of(task);
      }
    }
    Set<ObjectName> found =
        connection.query(TASKS, Query.eq(Query.attr("Method"), Query.value(nameOrMethod)));
    Pattern copy = Pattern.compile(Pattern.quote(nameOrMethod) + "#\\d+");
    return tasks.stream()
        .filter(task -> found.isEmpty()
            ? copy.matcher(task.text("name")).matches()
            : found.stream().anyMatch(each -> each.toString().equals(task.text("objectName"))))
        .toList();
  }

  /**
   * Returns the task of that name or full method; case counts.
   *
   * @throws CommandFailure if there is none, with the one that was most likely meant; or if several have that method
   */
  public Row requireTask(String nameOrMethod) {
    return one(nameOrMethod, named(nameOrMethod));
  }

  private Row one(String nameOrMethod, List<Row> named) {
    if (named.isEmpty()) {
      throw unknown(nameOrMethod, tasks());
    }
    if (named.size() > 1) {
      throw CommandFailure.refused("'" + nameOrMethod + "' means " + named.size() + " tasks: "
          + named.stream().map(task -> task.text("name")).collect(Collectors.joining(", "))
          + "; name one of them");
    }
    return named.get(0);
  }

  private static CommandFailure unknown(String nameOrMethod, List<Row> tasks) {
    if (tasks.isEmpty()) {
      return CommandFailure.refused("no task '" + nameOrMethod
          + "' is registered, and no other: tasks appear when their class is loaded");
    }
    String nearest =
        nearest(nameOrMethod, tasks.stream().map(task -> task.text("name")).toList());
    return CommandFailure.refused("no task '" + nameOrMethod + "' is registered; "
        + (nearest == null ? "'tasks' lists them" : "the nearest one is '" + nearest + "'"));
  }

  /** People leave out the class, or the types of an overload, more often than they mistype. */
  private static @Nullable String nearest(String unknown, List<String> names) {
    String method = "." + unknown.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(name -> name.toLowerCase(Locale.ROOT).contains(method))
        .findFirst()
        .orElseGet(() -> Spelling.nearest(unknown, names));
  }

  private static ObjectName objectName(Row task) {
    String text = task.text("objectName");
    if (text.isEmpty()) {
      throw CommandFailure.refused(
          task.text("name") + " has no MBean of its own yet; try again in a second");
    }
    return name(text);
  }

  private @Nullable Object attribute(String attribute) {
    return attribute(registry(), attribute);
  }

  private @Nullable Object attribute(ObjectName name, String attribute) {
    try {
      return connection.get(name, attribute);
    } catch (InstanceNotFoundException e) {
      throw gone(name, e);
    }
  }

  private boolean hasOperation(ObjectName name, String operation) {
    try {
      return connection.hasOperation(name, operation);
    } catch (InstanceNotFoundException e) {
      throw gone(name, e);
    }
  }

  private @Nullable Object call(
      ObjectName name, String operation, @Nullable Object[] arguments, String[] types) {
    try {
      return connection.call(name, operation, arguments, types);
    } catch (InstanceNotFoundException e) {
      throw gone(name, e);
    }
  }

  private CommandFailure gone(ObjectName name, InstanceNotFoundException e) {
    return name.equals(registry())
        ? CommandFailure.refused(
            "there is no agent in " + connection.place()
                + " (no MBean " + name + "): 'attach' brings it into a process of this machine,"
                + " -javaagent:tlo-agent.jar starts with it",
            e)
        : CommandFailure.refused("the task's MBean " + name + " is gone, and the task with it", e);
  }
}
