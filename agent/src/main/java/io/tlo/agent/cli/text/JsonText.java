package io.tlo.agent.cli.text;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values as JSON: a moment as ISO-8601 in UTC with milliseconds, what is not there as null. */
public final class JsonText {

  private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
          "uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  private JsonText() {}

  /** Returns an object on many lines, for people to read as well. */
  public static String indented(Map<String, ? extends @Nullable Object> object) {
    return text(object, "  ");
  }

  /** Returns an object on one line. */
  public static String line(Map<String, ? extends @Nullable Object> object) {
    return text(object, "");
  }

  private static String text(Map<String, ? extends @Nullable Object> object, String indent) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setIndent(indent);
      json.setSerializeNulls(true);
      write(json, object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonWriter json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.nullValue();
    } else if (value instanceof Map<?, ?> object) {
      writeObject(json, object);
    } else if (value instanceof List<?> list) {
      json.beginArray();
      for (Object each : list) {
        write(json, each);
      }
      json.endArray();
    } else if (value instanceof Number number) {
      json.value(number);
    } else if (value instanceof Boolean flag) {
      json.value(flag);
    } else if (value instanceof Instant moment) {
      json.value(MOMENT.format(moment));
    } else {
      json.value(value.toString());
    }
  }

  private static void writeObject(JsonWriter json, Map<?, ?> object) throws IOException {
    json.beginObject();
    for (Map.Entry<?, ?> each : object.entrySet()) {
      json.name(String.valueOf(each.getKey()));
      write(json, each.getValue());
    }
    json.endObject();
  }
}
