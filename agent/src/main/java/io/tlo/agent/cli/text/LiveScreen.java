package io.tlo.agent.cli.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws lines over the last ones, on a page of its own: when it is closed, also by Ctrl-C, the terminal is as
 * it was before.
 *
 * <p>Thread safety: drawn by one thread; closed by any.
 */
public final class LiveScreen implements AutoCloseable {

  private static final String ESCAPE = "\u001b[";
  private static final String OTHER_PAGE_WITHOUT_CURSOR = ESCAPE + "?1049h" + ESCAPE + "?25l";
  private static final String CURSOR_AND_FIRST_PAGE = ESCAPE + "?25h" + ESCAPE + "?1049l";
  private static final String TOP_LEFT = ESCAPE + "H";
  private static final String CLEAR_LINE = ESCAPE + "K";
  private static final String CLEAR_BELOW = ESCAPE + "J";

  private final Output output;
  private final Thread onExit = new Thread(this::restore, "tlo-restore-terminal");
  private boolean restored;

  private LiveScreen(Output output) {
    this.output = output;
  }

  /** Takes the terminal. */
  public static LiveScreen open(Output output) {
    LiveScreen screen = new LiveScreen(output);
    Runtime.getRuntime().addShutdownHook(screen.onExit);
    output.raw(OTHER_PAGE_WITHOUT_CURSOR);
    return screen;
  }

  /** Shows these lines and no others; what the terminal has no room for is counted in its last line. */
  public synchronized void draw(List<String> lines) {
    if (restored) {
      return;
    }
    Terminal.Size size = Terminal.size();
    StringBuilder page = new StringBuilder(TOP_LEFT);
    List<String> shown = fit(lines, size.rows());
    for (int i = 0; i < shown.size(); i++) {
      page.append(i == 0 ? "" : "\r\n");
      page.append(DisplayWidth.cut(shown.get(i), size.columns())).append(CLEAR_LINE);
    }
    output.raw(page.append(CLEAR_BELOW).toString());
  }

  static List<String> fit(List<String> lines, int rows) {
    if (lines.size() <= rows) {
      return lines;
    }
    List<String> shown = new ArrayList<>(lines.subList(0, rows - 1));
    shown.add("... " + (lines.size() - rows + 1) + " more");
    return shown;
  }

  private synchronized void restore() {
    if (!restored) {
      restored = true;
      output.raw(CURSOR_AND_FIRST_PAGE);
    }
  }

  @Override
  public void close() {
    restore();
  }
}
