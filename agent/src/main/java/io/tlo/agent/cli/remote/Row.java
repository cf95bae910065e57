package io.tlo.agent.cli.remote;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * A task, a record or an entry of the audit, as the MBean gave it. An older agent may not have every value.
 *
 * @param values by name, in the order in which they are listed
 */
public record Row(Map<String, @Nullable Object> values) {

  /** Returns rows with these values; what is given in no row is null. */
  static List<Row> all(@Nullable Object data, List<String> names) {
    List<Row> rows = new ArrayList<>();
    if (data instanceof CompositeData[] many) {
      for (CompositeData each : many) {
        rows.add(of(each, names));
      }
    }
    return rows;
  }

  /** Returns a row with these values; what is not given is null. */
  static Row of(CompositeData data, List<String> names) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (String name : names) {
      values.put(name, data.containsKey(name) ? value(data.get(name)) : null);
    }
    return new Row(values);
  }

  private static @Nullable Object value(@Nullable Object given) {
    return given instanceof Date date ? date.toInstant() : given;
  }

  /** Returns a value as text, empty if there is none. */
  public String text(String name) {
    Object value = values.get(name);
    return value == null ? "" : value.toString();
  }

  /** Returns a number, 0 if there is none. */
  public long number(String name) {
    return values.get(name) instanceof Number number ? number.longValue() : 0;
  }

  /** Returns a moment, null if there is none. */
  public @Nullable Instant moment(String name) {
    return values.get(name) instanceof Instant moment ? moment : null;
  }

  /** Returns whether the value is true. */
  public boolean is(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }
}
