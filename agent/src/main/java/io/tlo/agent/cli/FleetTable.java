package io.tlo.agent.cli;

import io.tlo.agent.cli.remote.Row;
import io.tlo.agent.cli.text.Output;
import io.tlo.agent.cli.text.Table;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Prints what was found in the database of a fleet, in this machine's time zone. */
final class FleetTable {

  static final Times TIMES = new Times(ZoneId.systemDefault());

  private FleetTable() {}

  /**
   * Prints rows.
   *
   * @param name what they are called in JSON
   * @param ifNone what is said where there are none
   * @param shape the table's columns
   * @param cells a row's cells
   */
  static void print(
      List<Map<String, @Nullable Object>> found,
      String name,
      String ifNone,
      Table shape,
      Function<Row, List<String>> cells,
      JsonOption format,
      Output output) {
    if (format.json) {
      output.json(Map.of(name, found));
    } else if (found.isEmpty()) {
      output.print(ifNone);
    } else {
      found.forEach(each -> shape.add(cells.apply(new Row(each))));
      output.table(shape);
    }
  }
}
