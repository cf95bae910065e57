package io.tlo.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.testing.Tier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** JVMs that start at once on a database without tables: ten in each night, otherwise fewer. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StartTogetherIT {

  private static final int JVMS = Tier.size("tlo.store.together", 4, 10);

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.lang.management.ManagementFactory;
      import javax.management.*;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          for (int i = 0; i < 20; i++) work();
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          ObjectName store = new ObjectName("tlo:type=Store");
          while (!server.isRegistered(store)) Thread.sleep(5);
          while ((Long) server.getAttribute(store, "RecordsWritten") < 20) Thread.sleep(5);
          System.out.println("written");
        }
        @Task static void work() {}
      }
      """;

  @TempDir
  Path folder;

  @ParameterizedTest
  @EnumSource
  void oneMakesTheTablesAndAllWrite(TestDatabase kind) {
    Path classes = TestProgram.in(folder.resolve("classes")).compile(MAIN);
    String url = kind.url(folder);
    ForkedJvm jvm = StoredProgram.jvm(classes, url, "");
    List<ForkedJvm.Running> programs = new ArrayList<>();
    try {
      for (int i = 0; i < JVMS; i++) {
        programs.add(jvm.start("app.Main"));
      }
      for (ForkedJvm.Running each : programs) {
        ForkedJvm.Result result = each.await();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo("written\n");
        assertThat(result.err().lines()).allMatch(StoredProgram::saysThatTheDatabaseIsSlow);
      }
    } finally {
      programs.forEach(ForkedJvm.Running::close);
    }
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_record"))
        .isEqualTo(Integer.toString(20 * JVMS));
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_instance"))
        .isEqualTo(Integer.toString(JVMS));
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_task")).isEqualTo("1");
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_schema")).isEqualTo("1");
  }
}
