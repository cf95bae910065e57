package io.tlo.jmx;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time zone of this process, which its program may set anew at any time: times are shown in it. */
final class ProgramZone {

  private ProgramZone() {}

  /** Returns the zone that is set now; UTC if it is one of the program's own making that has no rules. */
  static ZoneId now() {
    try {
      return ZoneId.systemDefault();
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }
}
