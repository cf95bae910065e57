package io.tlo.agent;

import io.tlo.SettingKey;
import io.tlo.TloSettings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/**
 * What the fuzzer calls: any text behind the jar's path gives settings and sentences, nothing
 * else.
 */
public final class AgentArgumentsTarget {

  private static final SettingKey[] NUMBERS = {
    SettingKey.HISTORY_PER_TASK,
    SettingKey.HISTORY_TOTAL,
    SettingKey.WORKER_THREADS,
    SettingKey.WORKER_QUEUE
  };

  private AgentArgumentsTarget() {}

  /** The name is the fuzzer's. */
  public static void fuzzerTestOneInput(byte[] data) {
    AgentArguments read = AgentArguments.parse(new String(data, StandardCharsets.UTF_8));
    TloSettings settings =
        TloSettings.read(read.values(), AgentArguments.ORIGIN, new Properties(), Map.of());
    for (SettingKey each : SettingKey.values()) {
      if (settings.list(each).contains("")) {
        throw new AssertionError(each.key() + " has an empty element");
      }
    }
    for (SettingKey each : NUMBERS) {
      if (settings.number(each) < 0) {
        throw new AssertionError(each.key() + " is in force and not allowed");
      }
    }
    for (String fault : read.faults()) {
      requireShort(fault);
    }
    for (TloSettings.Fault fault : settings.faults()) {
      requireShort(fault.sentence());
    }
  }

  /** A sentence is a line: no text, however long, makes it longer than the longest of ours. */
  private static void requireShort(String sentence) {
    if (sentence.isBlank() || sentence.length() > 1_000) {
      throw new AssertionError("a sentence of " + sentence.length() + " characters");
    }
  }
}
