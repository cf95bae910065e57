package io.tlo.frameworks.timer;

import java.util.TimerTask;

/** Between a task and {@link TimerTask}: its children are timer tasks, it has no body of its own. */
abstract class RetriedTask extends TimerTask {

  static final int MOST_TRIES = 3;
}
