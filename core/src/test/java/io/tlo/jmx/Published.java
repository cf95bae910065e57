package io.tlo.jmx;

import io.tlo.TloSettings;
import io.tlo.execution.LiveTask;
import io.tlo.execution.TestBench;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/** A registry and its tasks as a client of an MBean server of their own sees them. */
final class Published implements AutoCloseable {

  static final ObjectName REGISTRY = name("tlo:type=Registry");

  final TestBench bench;
  final MBeanServer server = MBeanServerFactory.newMBeanServer();
  final MBeanPublisher publisher;

  Published() {
    this(new TestBench());
  }

  Published(TestBench bench) {
    this.bench = bench;
    publisher = new MBeanPublisher(
        server,
        new MBeanPublisher.Parts(
            bench.table,
            bench.records,
            bench.recorder,
            bench.steering,
            bench.intervals,
            bench.clock,
            bench.watch,
            TloSettings.read(Map.of("log", "error"), "agent argument", new Properties(), Map.of()),
            "1.2.3",
            false),
        bench,
        bench::nanos);
    publisher.publishRegistry("context");
    bench.tell(publisher);
  }

  LiveTask task(String group, String name, TestBench.Body body) {
    LiveTask task = bench.task(group, name, body);
    publisher.publish(task);
    return task;
  }

  static ObjectName name(String text) {
    try {
      return new ObjectName(text);
    } catch (JMException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Nullable
  Object get(ObjectName mbean, String attribute) throws JMException {
    return server.getAttribute(mbean, attribute);
  }

  CompositeData[] rows(ObjectName mbean, String attribute) throws JMException {
    return (CompositeData[]) Objects.requireNonNull(server.getAttribute(mbean, attribute));
  }

  /** Calls an operation as a client does; what the MBean throws comes as it was thrown. */
  Object call(ObjectName mbean, String operation, @Nullable Object... arguments)
      throws JMException {
    String[] signature = Arrays.stream(arguments)
        .map(each ->
            each instanceof Integer ? "int" : each instanceof Long ? "long" : "java.lang.String")
        .toArray(String[]::new);
    try {
      return server.invoke(mbean, operation, arguments, signature);
    } catch (RuntimeMBeanException e) {
      throw e.getTargetException();
    }
  }

  List<ObjectName> names() {
    return server.queryNames(name("tlo:*"), null).stream().sorted().toList();
  }

  @Override
  public void close() {
    publisher.close();
    bench.close();
  }
}
