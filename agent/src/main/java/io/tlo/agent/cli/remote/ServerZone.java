package io.tlo.agent.cli.remote;

import java.time.DateTimeException;
import java.time.ZoneId;
import javax.management.InstanceNotFoundException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** The time zone of the JVM: its logs and its schedules are written in it, so its times are shown in it. */
public final class ServerZone {

  private ServerZone() {}

  /** Returns the JVM's time zone, or that of this process if the JVM does not tell. */
  public static ZoneId of(Connection connection) {
    try {
      String told = new RegistryClient(connection).timeZone();
      String zone = told.isEmpty() ? property(connection, "user.timezone") : told;
      return zone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(zone);
    } catch (InstanceNotFoundException
        | MalformedObjectNameException
        | SecurityException
        | DateTimeException e) {
      return ZoneId.systemDefault();
    }
  }

  private static String property(Connection connection, String name)
      throws InstanceNotFoundException, MalformedObjectNameException {
    Object all = connection.get(new ObjectName("java.lang:type=Runtime"), "SystemProperties");
    CompositeData row = all instanceof TabularData table ? table.get(new Object[] {name}) : null;
    return row != null && row.get("value") instanceof String value ? value : "";
  }
}
