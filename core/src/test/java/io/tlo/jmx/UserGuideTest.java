package io.tlo.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.LiveTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The answers that the guide explains are the ones that MBeans give. */
class UserGuideTest {

  private static final Path GUIDE = Path.of("..", "docs", "user-guide.md");
  private static final String BEGIN = "<!-- answers: held to the product by a test -->\n";
  private static final ObjectName TASK =
      Published.name("tlo:type=Task,group=ReportService,name=daily-sales");

  private final Published published = new Published();
  private final LiveTask task = published.task("ReportService", "daily-sales", none -> null);
  private final List<String> answers = new ArrayList<>();

  @AfterEach
  void close() {
    published.close();
  }

  @Test
  void theAnswersItExplainsAreThoseOfTheProduct() throws Exception {
    ask(TASK, "trigger");
    ask(TASK, "disable");
    ask(TASK, "disable");
    refused(TASK, "trigger");
    ask(TASK, "enable");
    ask(TASK, "interruptRunning");
    ask(TASK, "resetStatistics");
    ask(TASK, "showFailure");
    refused(Published.REGISTRY, "enable", "nobody");
    refused(Published.REGISTRY, "disableMatching", "");

    assertThat(explained()).containsExactlyInAnyOrderElementsOf(answers);
    assertThat(task.enabled()).isTrue();
  }

  private void ask(ObjectName name, String operation, Object... arguments) throws Exception {
    answers.add((String) published.call(name, operation, arguments));
  }

  private void refused(ObjectName name, String operation, Object... arguments) throws Exception {
    try {
      ask(name, operation, arguments);
    } catch (IllegalArgumentException | IllegalStateException e) {
      answers.add(String.valueOf(e.getMessage()));
    } catch (RuntimeMBeanException e) {
      answers.add(String.valueOf(e.getTargetException().getMessage()));
    }
  }

  private static List<String> explained() throws IOException {
    String guide = Files.readString(GUIDE);
    int begin = guide.indexOf(BEGIN);
    assertThat(begin).isNotNegative();
    return Stream.of(guide.substring(begin + BEGIN.length()).split("\n", -1))
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(line.indexOf('`') + 1, line.indexOf("` |")))
        .toList();
  }
}
