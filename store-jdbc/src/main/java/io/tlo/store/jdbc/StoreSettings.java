package io.tlo.store.jdbc;

import io.tlo.SettingKey;
import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.TloSettings;
import io.tlo.execution.Secrets;
import io.tlo.fleet.ApplicationName;
import io.tlo.text.DurationText;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the store is told.
 *
 * <p>Thread safety: immutable.
 *
 * @param url the database, {@code jdbc:postgresql://host/database}
 * @param user who logs in, empty for nobody
 * @param password with which password, empty for none
 * @param retention how long a record is kept
 * @param app what the application is called
 * @param instance what this JVM is called
 */
record StoreSettings(
    String url, String user, String password, Duration retention, String app, String instance) {

  private static final int MOST_PASSWORD_BYTES = 65_536;

  /**
   * Reads the settings.
   *
   * @throws TloException with {@link Reason#INVALID_SETTING} if the file of the password cannot be read
   */
  static StoreSettings of(TloSettings settings) {
    requireNoPassword(settings.value(SettingKey.STORE_URL));
    return new StoreSettings(
        settings.text(SettingKey.STORE_URL),
        settings.text(SettingKey.STORE_USER),
        password(settings),
        DurationText.parse(settings.text(SettingKey.STORE_RETENTION)),
        ApplicationName.of(settings),
        instance(settings));
  }

  /** Returns the same for another application of the database. */
  StoreSettings of(String application) {
    return new StoreSettings(url, user, password, retention, application, instance);
  }

  /** In an argument or a property an address is for everybody to read. */
  private static void requireNoPassword(TloSettings.Value url) {
    boolean isPublic = !url.origin().startsWith("variable");
    if (isPublic && !Secrets.mask(url.text()).equals(url.text())) {
      throw new TloException(
          Reason.INVALID_SETTING,
          url.key().key() + ": '" + Secrets.mask(url.text()) + "' holds a password, and (from "
              + url.origin() + ") whoever lists the processes of the machine can read it; use the"
              + " variable " + SettingKey.STORE_PASSWORD.variable() + " or "
              + SettingKey.STORE_PASSWORD_FILE.key());
    }
  }

  private static String instance(TloSettings settings) {
    String given = settings.text(SettingKey.INSTANCE_NAME);
    return given.isEmpty() ? hostAndProcess() : given;
  }

  private static String password(TloSettings settings) {
    TloSettings.Value file = settings.value(SettingKey.STORE_PASSWORD_FILE);
    if (file.text().isEmpty()) {
      return settings.text(SettingKey.STORE_PASSWORD);
    }
    try {
      return firstLine(Path.of(file.text()));
    } catch (IOException | RuntimeException e) {
      throw new TloException(
          Reason.INVALID_SETTING,
          file.key().key() + ": '" + file.text() + "' (from " + file.origin() + ") cannot be read ("
              + e + "); name a file whose first line is the password",
          e);
    }
  }

  /** Of a file without end, such as a device, no more is read than a password has. */
  private static String firstLine(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_PASSWORD_BYTES);
      int end = endOfLine(bytes);
      if (end == MOST_PASSWORD_BYTES) {
        throw new IOException("its first line has " + MOST_PASSWORD_BYTES + " bytes or more");
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, end))
          .toString();
    }
  }

  private static int endOfLine(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    return end;
  }

  private static String hostAndProcess() {
    return host() + ":" + ProcessHandle.current().pid();
  }

  private static @Nullable String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return url + " as " + app + ", " + instance;
  }
}
