package io.tlo.frameworks.program;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts by label. Thread-safe.
 *
 * <p>The counts of the bodies are static, since it is the framework that makes the objects with the bodies.
 */
public final class Counts {

  private static final Counts BODIES = new Counts();
  private static final Counts TRANSACTIONAL_BODIES = new Counts();

  private final Map<String, AtomicLong> byLabel = new ConcurrentHashMap<>();

  /** Returns how often each body has run. */
  public static Counts bodies() {
    return BODIES;
  }

  /** Returns how often each body has run and seen an active transaction of the framework. */
  public static Counts transactionalBodies() {
    return TRANSACTIONAL_BODIES;
  }

  /** Counts one more. */
  public void add(String label) {
    byLabel.computeIfAbsent(label, key -> new AtomicLong()).incrementAndGet();
  }

  /** Returns the counts as they are now, by label in alphabetical order. */
  public Map<String, Long> toMap() {
    Map<String, Long> counts = new TreeMap<>();
    byLabel.forEach((label, count) -> counts.put(label, count.get()));
    return counts;
  }
}
