package io.tlo.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.AsksAside;
import io.tlo.execution.LiveTask;
import io.tlo.registry.TaskDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Plants secrets wherever a text of the application can come from, and reads everything that is shown. */
@AsksAside
@Tag("jdk")
class PlantedSecretsTest {

  /** Each holds the mark, with its number, where the secret is. */
  private static final List<String> FORMS = List.of(
      "password=@",
      "passwd: @",
      "Login[user=joe, pwd=@]",
      "db.password = '@ with blanks'",
      "{\"password\": \"@\", \"user\": \"joe\"}",
      "{\\\"clientSecret\\\":\\\"@\\\"}",
      "{name=password, token=[@]}",
      "<password>@</password>",
      "<c:secret type='x'>\n @\n</c:secret>",
      "<user name='joe' password=\"@\"/>",
      "<property name=\"password\" value=\"@\"/>",
      "<entry key=\"secret\">@</entry>",
      "java -jar x.jar --password @ -v",
      "[java, --api-key, @]",
      "java -Dx.secret=@ Main",
      "https://joe:@@example.org/x",
      "jdbc:postgresql://joe:@@db:5432/orders",
      "https://example.org/x?access_token=@&n=1",
      "jdbc:sqlserver://db;user=sa;pass=@;x=1",
      "Authorization: Bearer @",
      "Proxy-Authorization: Digest username=\"joe\", response=\"@\"",
      "401 for Bearer @",
      "Cookie: theme=dark; session=@",
      "{Set-Cookie=[id=@; Path=/]}",
      "accessToken=@",
      "privateKey: @",
      "AccountKey=@;x=1",
      "userPin=@",
      "-----BEGIN EC PRIVATE KEY-----\n@\n-----END EC PRIVATE KEY-----",
      "jwt eyJhbGciOiJIUzI1NiJ9.@.c2lnbmF0dXJl",
      "x-api-key: @",
      "passphrase => @",
      "DB_PASSWORD_PROD=@",
      "{\"clientSecret2\":\"@\"}",
      "pass: @",
      "user 'joe' using password '@'",
      "jdbc:oracle:thin:joe/@@db:1521:orders",
      "log(\"password=@\")",
      "curl -H 'X-Api-Key: @' -v",
      "{\"url\": \"https://x?token=@\"}",
      "<a href=\"https://x?token=@\">orders</a>",
      "<https://x?token=@>",
      "(Authorization: Bearer @)",
      "CREATE USER joe IDENTIFIED BY '@', ann");

  private static String mark(int number) {
    return "Zq" + number + "hunter2zQ";
  }

  private static String planted(int number) {
    // Only the first: in URLs the second one parts the user from the host.
    return FORMS.get(number).replaceFirst("@", mark(number));
  }

  @Test
  void noSecretIsShownWhereverItComesFrom() throws Exception {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < FORMS.size(); i++) {
      try (Published published = new Published()) {
        String text = planted(i);
        LiveTask task = published.bench.task(
            TaskDefinition.builder("Orders", "ship", "com.acme.Orders.ship()")
                .description("ships " + text)
                .source(text)
                .schedule(text)
                .extra(Map.of("note", text)),
            none -> null);
        published.publisher.publish(task);
        IllegalStateException failure =
            new IllegalStateException("a " + text, new OwnException(new Error("c " + text)));
        failure.addSuppressed(new IllegalStateException(text));
        published.bench.succeed(task, "got " + text);
        published.bench.succeed(task, java.util.Optional.of(text));
        published.bench.fail(task, failure);
        published.bench.fail(task, new OwnException(new Error(text)).saying(text));

        int before = shown.size();
        collectAll(published, shown);
        String mark = mark(i);
        assertThat(shown.subList(before, shown.size()))
            .as(FORMS.get(i))
            .hasSizeGreaterThan(50)
            .allSatisfy(each -> assertThat(each).doesNotContain(mark))
            .anySatisfy(each -> assertThat(each).contains("***"));
      }
    }
  }

  private static void collectAll(Published published, List<String> into) throws Exception {
    for (ObjectName name : published.names()) {
      for (MBeanAttributeInfo each : published.server.getMBeanInfo(name).getAttributes()) {
        collect(published.get(name, each.getName()), into);
      }
      collect(published.call(name, "showHistory", 10), into);
      for (long id : published.bench.records.latest("Orders.ship", 10).stream()
          .mapToLong(record -> record.id())
          .toArray()) {
        collect(published.call(name, "showRecord", id), into);
        collect(published.call(Published.REGISTRY, "findRecord", id), into);
      }
    }
    collect(published.call(Published.REGISTRY, "showFailures", 10), into);
    collect(published.call(Published.REGISTRY, "showTasks"), into);
  }

  private static void collect(@Nullable Object value, List<String> into) {
    if (value instanceof String text) {
      into.add(text);
    } else if (value instanceof CompositeData row) {
      row.values().forEach(each -> collect(each, into));
    } else if (value instanceof Object[] rows) {
      for (Object each : rows) {
        collect(each, into);
      }
    }
  }

  /** An exception that makes its message when it is asked for it. */
  private static final class OwnException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private String text = "b";

    OwnException(Throwable cause) {
      super(cause);
    }

    OwnException saying(String own) {
      text = own;
      return this;
    }

    @Override
    public String getMessage() {
      return "own " + text;
    }
  }
}
