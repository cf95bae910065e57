package io.tlo.agent.weaving;

import io.tlo.agent.AgentLog;
import io.tlo.execution.Recorder;
import io.tlo.execution.SkipResult;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Where woven code arrives. Whatever happens here, nothing is thrown: what cannot be recorded is counted, and
 * said once.
 *
 * <p>Thread safety: safe for many threads.
 */
final class Dispatcher {

  /** The token of an execution that could not be recorded and has been counted. */
  private static final Object LOST = false;

  private final TaskCatalog catalog;
  private final Recorder recorder;
  private final AgentLog log;
  private volatile boolean lossReported;

  Dispatcher(TaskCatalog catalog, Recorder recorder, AgentLog log) {
    this.catalog = catalog;
    this.recorder = recorder;
    this.log = log;
  }

  /** Returns the handle that goes into the hook. */
  MethodHandle handle() throws ReflectiveOperationException {
    return MethodHandles.lookup().bind(this, "dispatch", Phase.TYPE);
  }

  /** What the hook calls; {@link Phase} says what the arguments are. */
  @Nullable
  Object dispatch(
      int phase,
      int number,
      @Nullable Object token,
      @Nullable Object subject,
      @Nullable Throwable thrown) {
    if (phase == Phase.BEGIN) {
      return begin(number, subject);
    }
    if (phase == Phase.END) {
      end(number, token, subject, thrown);
      return null;
    }
    return dispatchRare(phase, number, subject);
  }

  private @Nullable Object begin(int number, @Nullable Object receiver) {
    WovenTask task = catalog.task(number);
    if (task == null) {
      return null;
    }
    try {
      if (task.owner().isGone()) {
        catalog.revive(task.owner());
      }
      if (receiver != null && task.owner().see(receiver)) {
        catalog.startTurns(task.owner());
      }
      return recorder.begin(task.live());
    } catch (Throwable e) {
      lost(e);
      return LOST;
    }
  }

  private void end(
      int number, @Nullable Object token, @Nullable Object result, @Nullable Throwable thrown) {
    WovenTask task = catalog.task(number);
    if (task == null || token == LOST) {
      return;
    }
    try {
      if (token == null) {
        // The begin did not even come here: the stack may have been used up.
        lost(null);
      } else {
        recorder.end(task.live(), token, result, thrown);
      }
    } catch (Throwable e) {
      giveUp(task, token);
      reportLoss(e);
    }
  }

  /** For one, the stack may have been used up further in; here there is a little more of it. */
  private void giveUp(WovenTask task, @Nullable Object token) {
    try {
      if (token != null) {
        recorder.giveUp(task.live(), token);
      }
    } catch (Throwable e) {
      // It stays running: the sum of the counters still comes out.
      return;
    }
  }

  private @Nullable Object dispatchRare(int phase, int number, @Nullable Object subject) {
    try {
      WovenTask task = catalog.task(number);
      return switch (phase) {
        case Phase.CONSTRUCTED -> {
          if (task != null && subject != null) {
            catalog.constructed(task.owner(), subject);
          }
          yield null;
        }
        case Phase.REGISTERED -> subject instanceof Method method && catalog.turnsElsewhere(method);
        case Phase.SKIP_RESULT ->
          task == null ? null : SkipResult.of(task.method().returnType());
        default -> null;
      };
    } catch (Throwable e) {
      reportLoss(e);
      return null;
    }
  }

  private void lost(@Nullable Throwable cause) {
    recorder.lost();
    reportLoss(cause);
  }

  private void reportLoss(@Nullable Throwable cause) {
    if (!lossReported) {
      lossReported = true;
      log.fault(
          "an execution ran and could not be recorded; further ones are counted in AdviceFailures",
          cause);
    }
  }
}
