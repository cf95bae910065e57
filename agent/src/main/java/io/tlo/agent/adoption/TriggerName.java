package io.tlo.agent.adoption;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What tells a trigger of a Quartz scheduler from the others.
 *
 * @param group name of its group
 * @param name its name in the group
 */
record TriggerName(String group, String name) implements Comparable<TriggerName> {

  private static final Comparator<TriggerName> ORDER =
      Comparator.comparing(TriggerName::group).thenComparing(TriggerName::name);

  /** Reads a key of Quartz's. */
  static TriggerName of(Object key) {
    return new TriggerName(
        String.valueOf(PublicMethods.call(key, "getGroup")),
        String.valueOf(PublicMethods.call(key, "getName")));
  }

  @Override
  public int compareTo(TriggerName other) {
    return ORDER.compare(this, other);
  }

  /** Written out, as that of a key must be: a generated one is remembered by the JDK, and with it a past agent. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TriggerName that && group.equals(that.group) && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return 31 * group.hashCode() + name.hashCode();
  }
}
