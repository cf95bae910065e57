package io.tlo.agent.cli.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Aligned columns under their headings. What is wider than the terminal is cut, the last columns first: names
 * and numbers stand at the left, texts at the right. Each row is one line.
 *
 * <p>Thread safety: confined to one thread.
 */
public final class Table {

  /** What stands in a cell that has no value. */
  public static final String NONE = "-";

  private static final String GAP = "  ";
  private static final int LEAST_WIDTH = 8;

  private record Column(String heading, boolean isNumber) {}

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a column of texts. */
  public Table text(String heading) {
    columns.add(new Column(heading, false));
    return this;
  }

  /** Adds a column of numbers, which stand at its right edge. */
  public Table number(String heading) {
    columns.add(new Column(heading, true));
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
    int total = GAP.length() * (widths.length - 1);
    for (int i = 0; i < widths.length; i++) {
      widths[i] = DisplayWidth.of(columns.get(i).heading());
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], DisplayWidth.of(row.get(i)));
      }
      total += widths[i];
    }
    for (int i = widths.length - 1; i >= 0 && total > most; i--) {
      int width = Math.max(leastWidth(i, widths[i]), widths[i] - (total - most));
      total -= widths[i] - width;
      widths[i] = width;
    }
    return widths;
  }

  private int leastWidth(int column, int width) {
    boolean canBeCut = !columns.get(column).isNumber();
    return canBeCut ? Math.min(width, LEAST_WIDTH) : width;
  }

  private String line(List<String> cells, int[] widths, int most) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = DisplayWidth.cut(cells.get(i), widths[i]);
      String blanks = " ".repeat(widths[i] - DisplayWidth.of(cell));
      line.append(i == 0 ? "" : GAP);
      line.append(columns.get(i).isNumber() ? blanks + cell : cell + blanks);
    }
    return DisplayWidth.cut(line.toString().stripTrailing(), most);
  }
}
