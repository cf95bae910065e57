package io.tlo.fleet;

import io.tlo.TloException;
import io.tlo.registry.TaskDefinition;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A state store that all instances of an application share, and through which they agree. A {@link
 * io.tlo.state.TaskStateStore} implements it as well if it can do that.
 *
 * <p>Each method may take its time and is called on threads of TLO's own and of operators. Each throws a {@link
 * TloException} with {@link TloException.Reason#STORE_UNAVAILABLE} if the store cannot be reached now.
 *
 * <p>Thread safety: implementations must be safe for use by many threads.
 */
public interface FleetStore {

  /**
   * Enters this instance, which is there from now on. Called once the store can be reached, before anything else is
   * entered, and again after it was away; by default it does nothing.
   */
  default void enterInstance() {}

  /**
   * Notes that this instance ends in order, with its JVM; by default it does nothing. Executions may still run, and
   * what becomes of them is kept if it comes in time.
   */
  default void endInstance() {}

  /**
   * Returns a number that is another one once what was entered is not there any more, as where somebody has emptied
   * the store; it is entered again then. By default it never changes.
   */
  default long generation() {
    return 0;
  }

  /** Returns the tasks that are switched off in every instance. */
  List<SwitchedOff> switchedOff();

  /**
   * Waits until a switch may have been put by any instance.
   *
   * @param atMost for so long at most, some seconds
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  void awaitSwitch(Duration atMost) throws InterruptedException;

  /** Switches a task off in every instance; one that is off already stays as it is. */
  void switchOff(SwitchedOff task);

  /** Ends that a task is switched off in every instance, if it is. */
  void switchOn(String method);

  /**
   * Enters what is known of tasks, in place of what was known of those with the same name. Called for each task when
   * it comes, and for all that there are every ten minutes: one that is not entered any more is gone.
   */
  void enter(List<TaskDefinition> tasks);

  /**
   * Keeps what an operator did in this instance.
   *
   * @param number tells it from the others of this instance: what is given twice is kept once
   */
  void note(long number, AuditEntry entry);

  /**
   * Takes, or extends, the right of this instance to run a task that one instance at a time may run.
   *
   * @param task its full method
   * @param length for how long it is taken from now on, by a clock that is the same for all instances; an earlier
   *     end than that of this instance's present right is no end
   * @return null if this instance has it, else what the instance is called that has
   */
  @Nullable
  String lease(String task, Duration length);
}
