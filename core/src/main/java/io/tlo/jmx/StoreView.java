package io.tlo.jmx;

import io.tlo.execution.Records;
import io.tlo.execution.Secrets;
import io.tlo.execution.StoreStatus;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** How it stands with the custom state store, as its MBean shows it. All numbers of one reading are from one look. */
final class StoreView implements View {

  private static final String RECORDS = "records";

  static final MBeanModel MODEL = MBeanModel.of(
          StoreView.class.getName(),
          "The custom state store, and what is on its way to it. Ended executions since start ="
              + " written + queued + dropped.")
      .attribute("Store", String.class, "The setting task.state.store")
      .number(
          "RecordsQueued", long.class, RECORDS, "Records of ended executions that wait for it now")
      .number(
          "RecordsWritten", long.class, RECORDS, "Records of ended executions that it has taken")
      .number(
          "RecordsDropped",
          long.class,
          RECORDS,
          "Records of ended executions that did not fit the queue, or that it refused")
      .number("QueueCapacity", int.class, RECORDS, "How many may wait; the setting store.queue")
      .number(
          "LagMillis",
          long.class,
          "milliseconds",
          "How long ago the execution ended that has waited longest; 0: none waits")
      .number(
          "Retries", long.class, "attempts", "How often it was asked again since it was not there")
      .attribute("LastError", String.class, "What it threw last; null: nothing")
      .attribute("LastErrorAt", Date.class, "When that was; null: never")
      .build();

  private final String store;
  private final Records records;

  StoreView(String store, Records records) {
    this.store = store;
    this.records = records;
  }

  @Override
  public Reading reading() {
    StoreStatus status = records.storeStatus();
    return attribute -> status == null ? null : read(status, attribute);
  }

  private @Nullable Object read(StoreStatus status, String attribute) {
    return switch (attribute) {
      case "Store" -> Shown.name(store);
      case "RecordsQueued" -> status.queued();
      case "RecordsWritten" -> status.written();
      case "RecordsDropped" -> status.dropped();
      case "QueueCapacity" -> status.capacity();
      case "LagMillis" -> status.lagMillis();
      case "Retries" -> status.retries();
      case "LastError" -> lastError(status);
      case "LastErrorAt" -> RecordRow.date(status.lastErrorAt());
      default -> throw new IllegalArgumentException(attribute);
    };
  }

  private static @Nullable String lastError(StoreStatus status) {
    String text = status.lastError();
    return text == null ? null : Shown.name(Secrets.mask(text));
  }

  @Override
  public void write(String attribute, @Nullable Object value) {
    throw new IllegalArgumentException(attribute);
  }

  @Override
  public @Nullable Object invoke(String operation, Object[] given) {
    throw new IllegalArgumentException(operation);
  }
}
