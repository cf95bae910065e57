/**
 * An order back office that does what many programs do in the background: it keeps stock, collects
 * payments, sends mails and ships. Of TLO it uses the annotation only, so it runs with the agent and
 * without it. Each class stands for one service; what a real one would do in a database or over the
 * network is played by {@link io.tlo.sample.WorkingTime}.
 *
 * <p>Any task may be switched off while the program runs. Its callers then get an empty answer
 * (zero, an empty Optional, a completed future), and the program is written to go on with that.
 */
@NullMarked
package io.tlo.sample;

import org.jspecify.annotations.NullMarked;
