package com.acme.app;

import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is counted, by label: the name of the task it is counted for.
 *
 * <p>Thread safety: safe.
 */
public enum Counts {
  /** Executions as the framework tells them: through its listener, event, filter or interceptor. */
  FRAMEWORK("framework"),
  /** Bodies that ran; counted in them. */
  BODY("body"),
  /** Bodies that found a transaction of their framework. */
  TRANSACTIONAL("transactional");

  private final String word;
  private final Map<String, AtomicLong> numbers = new ConcurrentSkipListMap<>();

  Counts(String word) {
    this.word = word;
  }

  /** Counts one more for a label. */
  public void add(String label) {
    numbers.computeIfAbsent(label, unused -> new AtomicLong()).incrementAndGet();
  }

  /** Sets the number of a label, where the framework has it already. */
  public void set(String label, long number) {
    numbers.computeIfAbsent(label, unused -> new AtomicLong()).set(number);
  }

  /** Returns the numbers of all labels together. */
  public long sum() {
    return numbers.values().stream().mapToLong(AtomicLong::get).sum();
  }

  void print(PrintStream out) {
    numbers.forEach((label, number) -> out.println(word + " " + label + " " + number));
  }
}
