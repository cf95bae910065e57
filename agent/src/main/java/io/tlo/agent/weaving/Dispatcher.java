package io.tlo.agent.weaving;

import io.tlo.agent.AgentLog;
import io.tlo.agent.adoption.Observation;
import io.tlo.execution.FailureText;
import io.tlo.execution.Recorder;
import io.tlo.execution.SkipResult;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where woven code arrives. Whatever happens here, nothing is thrown: what cannot be recorded is counted, and
 * said once.
 *
 * <p>Thread safety: safe for many threads.
 */
final class Dispatcher {

  private final TaskCatalog catalog;
  private final Recorder recorder;
  private final AgentLog log;
  private final SpringRunnables springRunnables;
  private volatile boolean lossReported;

  Dispatcher(TaskCatalog catalog, Recorder recorder, AgentLog log) {
    this.catalog = catalog;
    this.recorder = recorder;
    this.log = log;
    this.springRunnables = new SpringRunnables(catalog);
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
    return dispatchRare(phase, number, token, subject);
  }

  private @Nullable Object begin(int number, @Nullable Object subject) {
    WovenMethod method = catalog.method(number);
    if (method == null) {
      return null;
    }
    try {
      if (method.owner().isGone()) {
        catalog.called(method.owner());
      }
      WovenMethod called =
          subject != null && !method.owner().sawInstance() ? firstSeen(method, subject) : method;
      return called.begin(recorder, subject);
    } catch (Throwable e) {
      lost(e);
      return WovenMethod.NOTHING_TO_END;
    }
  }

  /**
   * A method is called on the first object that is seen of its class: it may have been constructed before its class was
   * woven.
   *
   * @return what stands for the method from now on
   */
  private WovenMethod firstSeen(WovenMethod method, Object subject) {
    catalog.startTurns(method.owner());
    if (!(method instanceof WovenTask)) {
      return method;
    }
    seeOverriding(method.owner(), subject);
    WovenMethod present = catalog.method(method.number());
    return present == null ? method : present;
  }

  /**
   * Looks which tasks those of a class override. What fails here must keep no call from being recorded and switched:
   * the class would stay unseen, and each of its calls would fail in the same way.
   */
  private void seeOverriding(WovenClass owner, Object object) {
    try {
      catalog.seeOverriding(owner, object.getClass());
    } catch (Throwable e) {
      // A call through super that passes a class between counts twice.
      return;
    }
  }

  private void end(
      int number, @Nullable Object token, @Nullable Object result, @Nullable Throwable thrown) {
    WovenMethod method = catalog.method(number);
    if (method == null || token == WovenMethod.NOTHING_TO_END) {
      return;
    }
    try {
      if (token == null) {
        // The begin did not even come here: the stack may have been used up.
        lost(null);
      } else {
        method.end(recorder, token, result, thrown);
      }
    } catch (Throwable e) {
      giveUp(method, token);
      reportLoss(e);
    }
  }

  /** For one, the stack may have been used up further in; here there is a little more of it. */
  private void giveUp(WovenMethod method, @Nullable Object token) {
    try {
      if (token != null) {
        method.giveUp(recorder, token);
      }
    } catch (Throwable e) {
      // It stays running: the sum of the counters still comes out.
      return;
    }
  }

  private @Nullable Object dispatchRare(
      int phase, int number, @Nullable Object argument, @Nullable Object subject) {
    try {
      return switch (phase) {
        case Phase.CONSTRUCTED -> {
          constructed(number, subject);
          yield null;
        }
        case Phase.OBSERVED -> {
          observed(Observation.of(number), argument, subject);
          yield null;
        }
        case Phase.REGISTERED -> subject instanceof Method method && catalog.turnsElsewhere(method);
        case Phase.SKIP_RESULT -> skipResult(number);
        default -> null;
      };
    } catch (Throwable e) {
      reportLoss(e);
      return null;
    }
  }

  private void constructed(int number, @Nullable Object instance) {
    WovenMethod method = catalog.method(number);
    if (method == null || instance == null) {
      return;
    }
    if (!method.owner().sawInstance()) {
      seeOverriding(method.owner(), instance);
    }
    if (method.method().source().seesConstruction()) {
      method.owner().seeConstructed(instance);
    } else {
      catalog.constructed(method.owner(), instance);
    }
  }

  /** Its number is an observation's, not a method's. */
  private void observed(Observation what, @Nullable Object argument, @Nullable Object subject) {
    try {
      Object object = Objects.requireNonNull(subject);
      switch (what) {
        case SPRING_BEAN_MADE -> springRunnables.looking(object);
        case SPRING_RUNNABLE_MADE -> springRunnables.made(object);
        case SPRING_RUNNABLE_RUNS -> springRunnables.runs(object);
        case SPRING_BEAN_DESTROYED -> springRunnables.destroyed(Objects.requireNonNull(argument));
        case SPRING_CLOSED -> springRunnables.closed(object);
        default -> catalog.quartzJobs().observed(what, object, argument);
      }
    } catch (Throwable e) {
      // Another version of the framework: its tasks are seen when they run, and no sooner.
      log.debug(what + ": could not be read: " + FailureText.headlineOf(e));
    }
  }

  private @Nullable Object skipResult(int number) {
    WovenMethod method = catalog.method(number);
    return method == null ? null : SkipResult.of(method.method().returnType());
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
