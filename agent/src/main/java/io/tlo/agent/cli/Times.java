package io.tlo.agent.cli;

import io.tlo.agent.cli.remote.Connection;
import io.tlo.agent.cli.remote.ServerZone;
import io.tlo.text.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes moments in the time zone of the JVM they came from, and says which it is where it is another one. */
final class Times {

  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);

  private final ZoneId zone;

  Times(ZoneId zone) {
    this.zone = zone;
  }

  static Times of(Connection connection) {
    return new Times(ServerZone.of(connection));
  }

  /** Returns the moment, empty for none. */
  String text(@Nullable Instant moment) {
    return moment == null ? "" : SHORT.format(moment.atZone(zone));
  }

  /** Returns a column's heading, with the offset if who reads it has another one now. */
  String heading(String name) {
    Instant now = Instant.now();
    String offset = zone.getRules().getOffset(now).getId();
    boolean isOwn =
        zone.getRules().getOffset(now).equals(ZoneId.systemDefault().getRules().getOffset(now));
    return isOwn ? name : name + " (" + (offset.equals("Z") ? "UTC" : offset) + ")";
  }

  /** Returns how long something took, empty if it has not ended. */
  static String duration(@Nullable Object millis) {
    return millis instanceof Number number
        ? DurationText.describe(Duration.ofMillis(number.longValue()))
        : "";
  }
}
