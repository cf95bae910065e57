package io.tlo.agent.cli.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Aligned columns under their headings. Where the terminal is too narrow, optional columns are cut or left
 * out, then texts are cut, the last columns first each time; words and numbers stay whole. Each row is one
 * line.
 *
 * <p>Thread safety: confined to one thread.
 */
public final class Table {

  /** What stands in a cell that has no value. */
  public static final String NONE = "-";

  private static final String GAP = "  ";
  private static final int LEAST_WIDTH = 8;
  private static final int LEFT_OUT = -1;

  private enum Kind {
    TEXT,
    WORD,
    NUMBER,
    OPTIONAL
  }

  private record Column(String heading, Kind kind) {}

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a column of texts, which can be cut. */
  public Table text(String heading) {
    return add(heading, Kind.TEXT);
  }

  /** Adds a column of short words, which stay whole. */
  public Table word(String heading) {
    return add(heading, Kind.WORD);
  }

  /** Adds a column of numbers, which stay whole and stand at its right edge. */
  public Table number(String heading) {
    return add(heading, Kind.NUMBER);
  }

  /** Adds a column of texts that is left out where there is no room for it. */
  public Table optional(String heading) {
    return add(heading, Kind.OPTIONAL);
  }

  private Table add(String heading, Kind kind) {
    columns.add(new Column(heading, kind));
    return this;
  }

  /**
   * Adds a row.
   *
   * @param cells a text for each column; an empty one is shown as {@value #NONE}
   */
  public void add(List<String> cells) {
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      String line = PlainText.line(cell);
      row.add(line.isEmpty() ? NONE : line);
    }
    rows.add(row);
  }

  /**
   * Returns the lines, the headings first.
   *
   * @param most how many columns the terminal has
   */
  public List<String> lines(int most) {
    int[] widths = widths(most);
    List<String> lines = new ArrayList<>();
    lines.add(line(columns.stream().map(Column::heading).toList(), widths, most));
    for (List<String> row : rows) {
      lines.add(line(row, widths, most));
    }
    return lines;
  }

  private int[] widths(int most) {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = DisplayWidth.of(columns.get(i).heading());
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], DisplayWidth.of(row.get(i)));
      }
    }
    narrow(Kind.OPTIONAL, widths, most);
    narrow(Kind.TEXT, widths, most);
    return widths;
  }

  private void narrow(Kind kind, int[] widths, int most) {
    for (int i = widths.length - 1; i >= 0; i--) {
      int excess = total(widths) - most;
      if (excess <= 0) {
        return;
      }
      if (columns.get(i).kind() == kind) {
        boolean fits = widths[i] - excess >= LEAST_WIDTH;
        int least = kind == Kind.OPTIONAL ? LEFT_OUT : Math.min(widths[i], LEAST_WIDTH);
        widths[i] = fits ? widths[i] - excess : least;
      }
    }
  }

  private static int total(int[] widths) {
    int total = -GAP.length();
    for (int width : widths) {
      total += width == LEFT_OUT ? 0 : width + GAP.length();
    }
    return total;
  }

  private String line(List<String> cells, int[] widths, int most) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] != LEFT_OUT) {
        line.append(i == 0 ? "" : GAP).append(cell(cells.get(i), widths[i], columns.get(i)));
      }
    }
    return DisplayWidth.cut(line.toString().stripTrailing(), most);
  }

  private static String cell(String text, int width, Column column) {
    String cut = DisplayWidth.cut(text, width);
    String blanks = " ".repeat(width - DisplayWidth.of(cut));
    return column.kind() == Kind.NUMBER ? blanks + cut : cut + blanks;
  }
}
