package io.tlo.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.state.TaskStatus;
import io.tlo.state.TaskTrigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import org.junit.jupiter.api.Test;

/** Names are a contract: the document that tells them names each in its section. */
class JmxDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "jmx.md");
  private static final String TASK = "## `tlo:type=Task";
  private static final String REGISTRY = "## `tlo:type=Registry`";
  private static final String STORE = "## `tlo:type=Store`";
  private static final String RECORD = "## A record\n";
  private static final String AUDIT = "## An entry of the audit\n";
  private static final String END = "\n## ";
  private static final Path README = Path.of("..", "README.md");

  @Test
  void everyAttributeOfATaskHasItsRowWithItsType() throws IOException {
    assertThat(rows(section(TASK))).isEqualTo(attributes(TaskView.OF_FLEET.info()));
  }

  @Test
  void everyOperationOfATaskIsNamedWithItsParameters() throws IOException {
    assertThat(section(TASK)).contains(operations(TaskView.OF_FLEET.info()));
  }

  @Test
  void everyAttributeOfTheRegistryHasItsRowWithItsType() throws IOException {
    assertThat(rows(section(REGISTRY))).isEqualTo(attributes(RegistryView.OF_FLEET.info()));
  }

  @Test
  void everyOperationOfTheRegistryIsNamedWithItsParameters() throws IOException {
    assertThat(section(REGISTRY)).contains(operations(RegistryView.OF_FLEET.info()));
  }

  @Test
  void everyAttributeOfTheStoreHasItsRowWithItsType() throws IOException {
    assertThat(rows(section(STORE))).isEqualTo(attributes(StoreView.MODEL.info()));
  }

  @Test
  void everyColumnOfTheTablesIsNamed() throws Exception {
    try (Published published = new Published()) {
      published.bench.succeed(published.task("Orders", "ship", none -> null), null);
      published.call(Published.REGISTRY, "disable", "Orders.ship");

      for (String table : List.of("Tasks", "Settings")) {
        assertThat(Set.of(meaning(table).split(", ", -1))).isEqualTo(columns(published, table));
      }
      assertThat(named(section(RECORD))).containsAll(columns(published, "RecentRecords"));
      assertThat(named(section(AUDIT))).containsAll(columns(published, "Audit"));
    }
  }

  @Test
  void everyStatusAndEveryTriggerOfARecordIsNamed() throws IOException {
    assertThat(section(RECORD))
        .contains("`status` (" + joined(TaskStatus.values(), TaskStatus::text) + ")")
        .contains("`trigger` (" + joined(TaskTrigger.values(), TaskTrigger::name) + ")");
  }

  private static <E> String joined(E[] values, Function<E, String> text) {
    return Stream.of(values).map(text).collect(Collectors.joining(", "));
  }

  @Test
  void theReadmeHasEachOperationOfATask() throws IOException {
    String readme = Files.readString(README);
    int begin = readme.indexOf("| operation | what it does |");
    assertThat(named(readme.substring(begin, readme.indexOf("\n\n", begin))))
        .containsAll(Stream.of(TaskView.MODEL.info().getOperations())
            .map(each -> each.getName() + "("
                + joined(each.getSignature(), MBeanParameterInfo::getName) + ")")
            .toList());
  }

  @Test
  void everyTypeOfNotificationIsNamed() throws IOException {
    assertThat(section(TASK))
        .contains(Stream.of(TaskView.OF_FLEET.info().getNotifications())
            .flatMap(each -> Stream.of(each.getNotifTypes()))
            .map(type -> "* `" + type + "`")
            .toList());
  }

  private static String section(String title) throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(title);
    assertThat(begin).as(title).isNotNegative();
    return document.substring(begin, document.indexOf(END, begin + title.length()));
  }

  private static Map<String, String> attributes(MBeanInfo info) {
    Map<String, String> attributes = new TreeMap<>();
    for (MBeanAttributeInfo each : info.getAttributes()) {
      attributes.put(each.getName(), type(each) + (each.isWritable() ? ", writable" : ""));
    }
    return attributes;
  }

  private static String type(MBeanAttributeInfo attribute) {
    String type = attribute.getType().replaceAll(".*\\.", "");
    return type.endsWith(";") ? type.replace(";", "[]") : type;
  }

  /** The names in the rows of the section's first table, with their types; names of one type may share a row. */
  private static Map<String, String> rows(String section) {
    Map<String, String> rows = new TreeMap<>();
    section
        .lines()
        .dropWhile(line -> !line.startsWith("| attribute |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("| "))
        .forEach(line -> {
          String[] cells = line.split(" \\| ", -1);
          String[] names = cells[0].substring(2).split(", ", -1);
          String[] types = cells[1].split(", ", -1);
          for (int i = 0; i < names.length; i++) {
            rows.put(names[i], types.length == names.length ? types[i] : cells[1]);
          }
        });
    return rows;
  }

  /** The last cell in the row of an attribute of the registry. */
  private static String meaning(String attribute) throws IOException {
    return section(REGISTRY)
        .lines()
        .filter(line -> line.startsWith("| " + attribute + " | "))
        .map(line -> line.split("\\|", -1)[3].strip())
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> named(String text) {
    return Pattern.compile("`([^`]+)`")
        .matcher(text)
        .results()
        .map(each -> each.group(1))
        .collect(Collectors.toSet());
  }

  private static Set<String> columns(Published published, String table) throws JMException {
    return published.rows(Published.REGISTRY, table)[0].getCompositeType().keySet();
  }

  private static List<String> operations(MBeanInfo info) {
    return Stream.of(info.getOperations()).map(JmxDocumentTest::signature).toList();
  }

  private static String signature(MBeanOperationInfo operation) {
    StringBuilder text = new StringBuilder("`" + operation.getName() + "(");
    String separator = "";
    for (MBeanParameterInfo each : operation.getSignature()) {
      String type = each.getType().replaceAll(".*\\.", "");
      text.append(separator).append(type).append(' ').append(each.getName());
      separator = ", ";
    }
    return text.append(")`").toString();
  }
}
