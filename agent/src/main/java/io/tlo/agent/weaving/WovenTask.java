package io.tlo.agent.weaving;

import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.execution.CalledMethod;
import io.tlo.execution.LiveTask;
import io.tlo.execution.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A woven method and the task it is.
 *
 * <p>Where TLO itself runs another task, on an object whose class overrides that one's method with this, the call is an
 * execution of the other task: of the one that was asked for.
 *
 * <p>Thread safety: safe for many threads.
 */
class WovenTask extends WovenMethod implements CalledMethod {

  private final FrameworkRunnable runnable;
  // What it was registered as at first; a token of that one is bare.
  private final LiveTask first;
  // What has taken its place since, the newest last; usually nothing.
  private final List<LiveTask> later = new CopyOnWriteArrayList<>();
  private volatile @Nullable LiveTask newest;
  private volatile boolean turnsElsewhere;

  /**
   * A call that began on another task than the first: on one that had taken its place, or on one whose method this
   * overrides. It ends on the same, whatever has taken that one's place meanwhile.
   *
   * @param token what the recorder knows the call by
   */
  private record OtherCall(LiveTask live, Object token) {}

  WovenTask(
      WovenClass owner,
      DiscoveredMethod method,
      int number,
      FrameworkRunnable runnable,
      LiveTask live) {
    super(owner, method, number);
    this.runnable = runnable;
    this.first = live;
  }

  /** Creates one that takes the place of another one; calls that began there end on the task that they began on. */
  WovenTask(WovenTask before) {
    super(before.owner(), before.method(), before.number());
    this.runnable = before.runnable;
    this.first = before.first;
    this.later.addAll(before.later);
    this.newest = before.newest;
    this.turnsElsewhere = before.turnsElsewhere;
  }

  @Override
  Object begin(Recorder recorder, @Nullable Object receiver) {
    if (receiver != null) {
      owner().see(receiver);
    }
    LiveTask present = newest;
    if (present == null) {
      return recorder.begin(first, this, receiver);
    }
    return callOf(present, recorder.begin(present, this, receiver));
  }

  @Override
  public boolean overrides(LiveTask other, Object receiver) {
    return other.invoker() instanceof WovenInvoker invoker
        && invoker.isOverriddenBy(this, receiver);
  }

  @Override
  public Object callOf(LiveTask live, Object token) {
    boolean isToldAlready = token == Recorder.SKIPPED || token instanceof OtherCall;
    return isToldAlready ? token : new OtherCall(live, token);
  }

  @Override
  void end(Recorder recorder, Object token, @Nullable Object result, @Nullable Throwable thrown) {
    if (token instanceof OtherCall call) {
      recorder.end(call.live, call.token, result, thrown);
    } else {
      recorder.end(first, token, result, thrown);
    }
  }

  @Override
  void giveUp(Recorder recorder, Object token) {
    if (token instanceof OtherCall call) {
      recorder.giveUp(call.live, call.token);
    } else {
      recorder.giveUp(first, token);
    }
  }

  /** Returns what its framework runs it by. */
  FrameworkRunnable runnable() {
    return runnable;
  }

  /** Returns the task that it is now. */
  LiveTask live() {
    LiveTask present = newest;
    return present == null ? first : present;
  }

  /** Returns all that it has been, the present one last: calls of the others may still run. */
  List<LiveTask> lives() {
    List<LiveTask> lives = new ArrayList<>(later);
    lives.add(0, first);
    return lives;
  }

  /** Returns whether a context in the application gives it its turns. */
  boolean hasTurnsElsewhere() {
    return turnsElsewhere;
  }

  void giveTurnsElsewhere() {
    turnsElsewhere = true;
  }

  /**
   * Takes the task's place when its class turns out to be there after all, or its definition is tried again.
   *
   * @return the tasks before the last one, on which no call runs or begins any more
   */
  List<LiveTask> live(LiveTask again) {
    List<LiveTask> past = new ArrayList<>();
    for (LiveTask each : later) {
      if (each != newest && each.running() == 0) {
        past.add(each);
      }
    }
    later.removeAll(past);
    later.add(again);
    newest = again;
    return past;
  }
}
