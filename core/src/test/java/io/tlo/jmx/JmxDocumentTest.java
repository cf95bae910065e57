package io.tlo.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
  private static final String END = "\n## ";

  @Test
  void everyAttributeOfATaskHasItsRow() throws IOException {
    assertThat(rows(section(TASK)))
        .containsExactlyInAnyOrderElementsOf(attributes(TaskView.OF_FLEET.info()));
  }

  @Test
  void everyOperationOfATaskIsNamedWithItsParameters() throws IOException {
    assertThat(section(TASK)).contains(operations(TaskView.OF_FLEET.info()));
  }

  @Test
  void everyAttributeOfTheRegistryHasItsRow() throws IOException {
    assertThat(rows(section(REGISTRY)))
        .containsExactlyInAnyOrderElementsOf(attributes(RegistryView.OF_FLEET.info()));
  }

  @Test
  void everyOperationOfTheRegistryIsNamedWithItsParameters() throws IOException {
    assertThat(section(REGISTRY)).contains(operations(RegistryView.OF_FLEET.info()));
  }

  @Test
  void everyAttributeOfTheStoreHasItsRow() throws IOException {
    assertThat(rows(section(STORE)))
        .containsExactlyInAnyOrderElementsOf(attributes(StoreView.MODEL.info()));
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

  private static List<String> attributes(MBeanInfo info) {
    return Stream.of(info.getAttributes()).map(MBeanAttributeInfo::getName).toList();
  }

  /** The names in the rows of the section's first table; several of one type share a row. */
  private static List<String> rows(String section) {
    return section
        .lines()
        .dropWhile(line -> !line.startsWith("| attribute |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("| "))
        .flatMap(line -> Stream.of(line.split("\\|", -1)[1].strip().split(", ", -1)))
        .toList();
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
