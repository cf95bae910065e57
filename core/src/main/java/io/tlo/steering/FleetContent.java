package io.tlo.steering;

import io.tlo.fleet.SwitchedOff;
import java.util.List;

/**
 * What was found in a fleet file.
 *
 * @param off what could be read of it
 * @param isDamaged whether there is more in it that could not be
 */
record FleetContent(List<SwitchedOff> off, boolean isDamaged) {

  /** Nothing, since there is no file. */
  static final FleetContent NONE = new FleetContent(List.of(), false);
}
