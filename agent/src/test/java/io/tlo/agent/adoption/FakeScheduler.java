package io.tlo.agent.adoption;

import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/** What TLO asks of a scheduler, without its threads: a test fires the triggers that it was given. */
public final class FakeScheduler {

  private final LinkedBlockingQueue<Trigger> given = new LinkedBlockingQueue<>();
  private final Map<JobKey, JobDetail> stored = new ConcurrentHashMap<>();
  private final Map<JobKey, Trigger> triggers = new ConcurrentHashMap<>();
  final Set<JobKey> broken = ConcurrentHashMap.newKeySet();
  final Set<TriggerKey> paused = ConcurrentHashMap.newKeySet();
  volatile boolean isClustered;
  volatile boolean isShutdown;
  volatile boolean isInStandbyMode;

  public String getSchedulerName() {
    return "fake";
  }

  public boolean isShutdown() {
    return isShutdown;
  }

  public boolean isInStandbyMode() {
    return isInStandbyMode;
  }

  public boolean isClustered() {
    return isClustered;
  }

  public Trigger.TriggerState getTriggerState(TriggerKey key) {
    return paused.contains(key) ? Trigger.TriggerState.PAUSED : Trigger.TriggerState.NORMAL;
  }

  public @Nullable Date scheduleJob(Trigger trigger) {
    given.add(trigger);
    return trigger.getStartTime();
  }

  /** Has a job in its store, of which it tells nobody. */
  void store(JobDetail detail, Trigger trigger) {
    stored.put(detail.getKey(), detail);
    triggers.put(detail.getKey(), trigger);
  }

  public List<String> getJobGroupNames() {
    return stored.keySet().stream().map(JobKey::getGroup).distinct().toList();
  }

  public Set<JobKey> getJobKeys(GroupMatcher<JobKey> matcher) {
    return stored.keySet().stream().filter(matcher::isMatch).collect(Collectors.toSet());
  }

  public @Nullable JobDetail getJobDetail(JobKey key) {
    if (broken.contains(key)) {
      throw new IllegalStateException("its class is missing");
    }
    return stored.get(key);
  }

  public List<Trigger> getTriggersOfJob(JobKey key) {
    Trigger trigger = triggers.get(key);
    return trigger == null ? List.of() : List.of(trigger);
  }

  public boolean checkExists(JobKey key) {
    return stored.containsKey(key);
  }

  /** Returns the trigger that was given next, for which it waits. */
  Trigger awaitTrigger() throws InterruptedException {
    return Objects.requireNonNull(given.poll(50, TimeUnit.SECONDS), "no trigger was given");
  }

  /** Does something on a thread of its own, as a scheduler runs its jobs; returns when it is done. */
  void onThread(Runnable work) throws Exception {
    CompletableFuture.runAsync(work).get(50, TimeUnit.SECONDS);
  }
}
