package io.tlo.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class MBeanShapeTest {

  private static List<String> attributes(MBeanInfo info) {
    List<String> attributes = new ArrayList<>();
    for (MBeanAttributeInfo each : info.getAttributes()) {
      Object units = each.getDescriptor().getFieldValue("units");
      attributes.add(each.getName() + " " + each.getType().replaceAll(".*\\.", "")
          + (each.getType().startsWith("[") ? "[]" : "")
          + (each.isWritable() ? " writable" : "")
          + (units == null ? "" : " in " + units));
    }
    return attributes;
  }

  private static List<String> operations(MBeanInfo info) {
    List<String> operations = new ArrayList<>();
    for (MBeanOperationInfo each : info.getOperations()) {
      List<String> parameters = new ArrayList<>();
      for (MBeanParameterInfo parameter : each.getSignature()) {
        parameters.add(parameter.getType().replaceAll(".*\\.", "") + " " + parameter.getName());
      }
      operations.add((each.getImpact() == MBeanOperationInfo.ACTION ? "ACTION " : "INFO ")
          + each.getReturnType().replaceAll(".*\\.", "")
          + " " + each.getName() + "(" + String.join(", ", parameters) + ")");
    }
    return operations;
  }

  @Test
  void taskHasTheAttributesOfTheContract() {
    assertThat(attributes(TaskView.MODEL.info()))
        .containsExactly(
            "Enabled boolean writable",
            "DisabledUntil Date",
            "ExecutionsSucceeded long in executions",
            "ExecutionsFailed long in executions",
            "ExecutionsCancelled long in executions",
            "ExecutionsRunning long in executions",
            "ExecutionsSkipped long in calls",
            "LastDurationMillis Long in milliseconds",
            "AverageDurationMillis Long in milliseconds",
            "MaxDurationMillis Long in milliseconds",
            "P50DurationMillis Long in milliseconds",
            "P95DurationMillis Long in milliseconds",
            "P99DurationMillis Long in milliseconds",
            "LastStartedAt Date",
            "LastFailureAt Date",
            "RegisteredAt Date",
            "NextRunAt Date",
            "LastStatus String",
            "LastResult String",
            "LastFailure String",
            "Name String",
            "Method String",
            "Description String",
            "Source String",
            "Schedule String",
            "Extra String",
            "Watch String",
            "RecentRecords CompositeData;[]");
  }

  @Test
  void taskHasTheOperationsOfTheContractInItsOrder() {
    assertThat(operations(TaskView.MODEL.info()))
        .containsExactly(
            "ACTION String trigger()",
            "ACTION String triggerWith(String arguments)",
            "ACTION String disable()",
            "ACTION String enable()",
            "ACTION String toggle()",
            "ACTION String disableFor(String duration)",
            "ACTION String interruptRunning()",
            "ACTION String resetStatistics()",
            "ACTION CompositeData perform(String operation, String argument)",
            "INFO String showHistory(int limit)",
            "INFO String showFailure()",
            "INFO String showRecord(long id)");
  }

  @Test
  void registryHasTheAttributesOfTheContract() {
    assertThat(attributes(RegistryView.MODEL.info()))
        .containsExactly(
            "TasksTotal int in tasks",
            "TasksEnabled int in tasks",
            "ExecutionsSucceeded long in executions",
            "ExecutionsFailed long in executions",
            "ExecutionsCancelled long in executions",
            "ExecutionsRunning long in executions",
            "ExecutionsSkipped long in calls",
            "RecordsKept long in records",
            "RecordsDropped long in records",
            "AdviceFailures long in executions",
            "Version String",
            "TimeZone String",
            "Tasks CompositeData;[]",
            "RecentRecords CompositeData;[]",
            "Settings CompositeData;[]",
            "Audit CompositeData;[]");
  }

  @Test
  void registryHasTheOperationsOfTheContractInItsOrder() {
    assertThat(operations(RegistryView.MODEL.info()))
        .containsExactly(
            "INFO String showTasks()",
            "INFO String showHistory(int limit)",
            "INFO String showFailures(int limit)",
            "INFO String showRecord(long id)",
            "INFO String showAudit(int limit)",
            "INFO CompositeData; findRecords(String taskName, String status, int limit)",
            "INFO CompositeData findRecord(long id)",
            "ACTION String enable(String taskName)",
            "ACTION String disable(String taskName)",
            "ACTION String toggle(String taskName)",
            "ACTION String trigger(String taskName)",
            "ACTION String enableMatching(String pattern)",
            "ACTION String disableMatching(String pattern)",
            "ACTION CompositeData perform(String operation, String argument)");
  }

  @Test
  void whereInstancesMayShareTheStoreThereAreSwitchesForAllOfThem() {
    assertThat(attributes(TaskView.OF_FLEET.info()))
        .containsAll(attributes(TaskView.MODEL.info()))
        .contains("DisabledEverywhere boolean")
        .hasSize(attributes(TaskView.MODEL.info()).size() + 1);
    assertThat(operations(TaskView.OF_FLEET.info()))
        .containsAll(operations(TaskView.MODEL.info()))
        .endsWith("ACTION String disableEverywhere()", "ACTION String enableEverywhere()");
    assertThat(operations(RegistryView.OF_FLEET.info()))
        .containsAll(operations(RegistryView.MODEL.info()))
        .endsWith(
            "ACTION String disableEverywhere(String taskName)",
            "ACTION String enableEverywhere(String taskName)");
  }

  @Test
  void storeHasNumbersAndNoOperations() {
    assertThat(attributes(StoreView.MODEL.info()))
        .containsExactly(
            "Store String",
            "RecordsQueued long in records",
            "RecordsWritten long in records",
            "RecordsDropped long in records",
            "QueueCapacity int in records",
            "LagMillis long in milliseconds",
            "Retries long in attempts",
            "LastError String",
            "LastErrorAt Date");
    assertThat(operations(StoreView.MODEL.info())).isEmpty();
  }

  @Test
  void everythingIsDescribed() {
    for (MBeanInfo info :
        List.of(TaskView.OF_FLEET.info(), RegistryView.OF_FLEET.info(), StoreView.MODEL.info())) {
      List<MBeanFeatureInfo> features = new ArrayList<>();
      features.addAll(List.of(info.getAttributes()));
      features.addAll(List.of(info.getOperations()));
      features.addAll(List.of(info.getNotifications()));
      for (MBeanOperationInfo each : info.getOperations()) {
        features.addAll(List.of(each.getSignature()));
      }
      assertThat(info.getDescription()).isNotBlank();
      for (MBeanFeatureInfo each : features) {
        assertThat(each.getDescription())
            .as(each.getName())
            .isNotBlank()
            .isNotEqualTo(each.getName());
      }
    }
  }

  @Test
  void everyParameterIsOneThatAnyClientCanFillIn() {
    for (MBeanInfo info : List.of(TaskView.OF_FLEET.info(), RegistryView.OF_FLEET.info())) {
      for (MBeanOperationInfo each : info.getOperations()) {
        for (MBeanParameterInfo parameter : each.getSignature()) {
          assertThat(parameter.getType()).isIn("int", "long", "java.lang.String");
        }
      }
    }
  }

  @Test
  void bothSayWhichNotificationsTheySend() {
    for (MBeanInfo info : List.of(TaskView.OF_FLEET.info(), RegistryView.OF_FLEET.info())) {
      assertThat(info.getNotifications())
          .extracting(each -> each.getName() + " " + String.join(",", each.getNotifTypes()))
          .containsExactly(
              "javax.management.Notification tlo.task.failed",
              "javax.management.Notification tlo.task.watch",
              "javax.management.AttributeChangeNotification jmx.attribute.change");
    }
  }
}
