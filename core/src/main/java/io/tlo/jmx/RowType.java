package io.tlo.jmx;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/** The type of a table's rows, and how to make them. */
final class RowType {

  private final CompositeType type;
  private final String[] names;

  private RowType(CompositeType type, String[] names) {
    this.type = type;
    this.names = names;
  }

  static Builder of(String name, String description) {
    return new Builder(name, description);
  }

  /** Returns a row for each element; the values come in the order in which the type names them. */
  <E> CompositeData[] rows(List<E> elements, Function<E, Object[]> values) {
    CompositeData[] rows = new CompositeData[elements.size()];
    for (int i = 0; i < rows.length; i++) {
      try {
        rows[i] = new CompositeDataSupport(type, names, values.apply(elements.get(i)));
      } catch (OpenDataException e) {
        throw new IllegalStateException(e.getMessage());
      }
    }
    return rows;
  }

  /** Collects the columns of a row. */
  static final class Builder {
    private final String name;
    private final String description;
    private final List<String> names = new ArrayList<>();
    private final List<String> descriptions = new ArrayList<>();
    private final List<OpenType<?>> types = new ArrayList<>();

    private Builder(String name, String description) {
      this.name = name;
      this.description = description;
    }

    Builder text(String column, String text) {
      return column(column, text, SimpleType.STRING);
    }

    Builder number(String column, String text) {
      return column(column, text, SimpleType.LONG);
    }

    Builder flag(String column, String text) {
      return column(column, text, SimpleType.BOOLEAN);
    }

    Builder date(String column, String text) {
      return column(column, text, SimpleType.DATE);
    }

    private Builder column(String column, String text, OpenType<?> type) {
      names.add(column);
      descriptions.add(text);
      types.add(type);
      return this;
    }

    RowType build() {
      String[] columns = names.toArray(new String[0]);
      try {
        CompositeType type = new CompositeType(
            name,
            description,
            columns,
            descriptions.toArray(new String[0]),
            types.toArray(new OpenType<?>[0]));
        return new RowType(type, columns);
      } catch (OpenDataException e) {
        throw new IllegalStateException(e.getMessage());
      }
    }
  }
}
