package io.tlo.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SchemaTest {

  @TempDir
  Path folder;

  @ParameterizedTest
  @EnumSource
  void aDatabaseOfTheFirstVersionKeepsItsRecordsAndGetsWhatCameLater(TestDatabase kind)
      throws Exception {
    String url = kind.url(folder);
    for (String statement : script(kind == TestDatabase.SQLITE ? "sqlite-1" : "postgresql-1")) {
      TestDatabase.execute(url, statement);
    }
    TestDatabase.execute(url, "create table tlo_schema (version integer not null)");
    TestDatabase.execute(url, "insert into tlo_schema (version) values (1)");
    TestDatabase.execute(url, "insert into tlo_task (app, name) values ('shop', 'Orders.ship')");

    try (JdbcStore store = TestDatabase.open(url)) {
      assertThat(store.switchedOff()).isEmpty();
    }

    assertThat(TestDatabase.ask(url, "select version from tlo_schema"))
        .isEqualTo(Integer.toString(Schema.VERSION));
    assertThat(TestDatabase.ask(url, "select name from tlo_task where method is null"))
        .isEqualTo("Orders.ship");
  }

  @ParameterizedTest
  @EnumSource
  void anInstanceOfBeforeVersionFiveIsToldFromThoseThatComeLater(TestDatabase kind)
      throws Exception {
    String url = kind.url(folder);
    String name = kind == TestDatabase.SQLITE ? "sqlite-" : "postgresql-";
    for (int version = 1; version <= 3; version++) {
      for (String statement : script(name + version)) {
        TestDatabase.execute(url, statement);
      }
    }
    TestDatabase.execute(url, "create table tlo_schema (version integer not null)");
    TestDatabase.execute(url, "insert into tlo_schema (version) values (3)");
    String now = Dialect.of(TestDatabase.settings(url)).now();
    TestDatabase.execute(
        url,
        "insert into tlo_instance (app, name, version, started_at, seen_at) values ('shop',"
            + " 'older', '0.1', " + now + ", " + now + ")");

    try (JdbcStore store = TestDatabase.open(url)) {
      store.enterInstance();
    }

    assertThat(TestDatabase.ask(url, "select name from tlo_instance where schema_version is null"))
        .isEqualTo("older");
    assertThat(TestDatabase.ask(
            url, "select count(*) from tlo_instance where schema_version = " + Schema.VERSION))
        .isEqualTo("1");
  }

  @ParameterizedTest
  @EnumSource
  void aTableThatIsNotThereIsMadeBeforeALaterVersionChangesIt(TestDatabase kind) throws Exception {
    String url = kind.url(folder);
    String name = kind == TestDatabase.SQLITE ? "sqlite-" : "postgresql-";
    for (int version = 1; version <= 4; version++) {
      for (String statement : script(name + version)) {
        TestDatabase.execute(url, statement);
      }
    }
    TestDatabase.execute(url, "create table tlo_schema (version integer not null)");
    TestDatabase.execute(url, "insert into tlo_schema (version) values (4)");
    TestDatabase.execute(url, "drop table tlo_instance");

    try (JdbcStore store = TestDatabase.open(url)) {
      store.enterInstance();
    }

    assertThat(TestDatabase.ask(url, "select schema_version from tlo_instance"))
        .isEqualTo(Integer.toString(Schema.VERSION));
  }

  private static String[] script(String name) throws Exception {
    try (InputStream in =
        Objects.requireNonNull(SchemaTest.class.getResourceAsStream(name + ".sql"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().split("\n\n");
    }
  }
}
