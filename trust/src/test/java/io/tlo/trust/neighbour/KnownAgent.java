package io.tlo.trust.neighbour;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.FreePort;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The agents that people use, each told to watch the same method as ours, and to stay on this
 * machine.
 */
enum KnownAgent {
  OPEN_TELEMETRY("OpenTelemetry", "opentelemetry-javaagent.jar", false) {
    @Override
    Neighbour in(Path folder) {
      return writer(
          "",
          List.of(
              "-Dotel.traces.exporter=console",
              "-Dotel.metrics.exporter=none",
              "-Dotel.logs.exporter=none",
              "-Dotel.instrumentation.methods.include=app.Counted[work]"),
          "LoggingSpanExporter - 'Counted.work'",
          "spans");
    }
  },
  ELASTIC("Elastic", "elastic-apm-agent.jar", false) {
    @Override
    Neighbour in(Path folder) {
      Path log = folder.resolve("elastic.log");
      List<String> options = List.of(
          "-Delastic.apm.trace_methods=app.Counted#work",
          "-Delastic.apm.disable_send=true",
          "-Delastic.apm.server_url=http://127.0.0.1:9",
          "-Delastic.apm.central_config=false",
          "-Delastic.apm.cloud_provider=NONE",
          "-Delastic.apm.log_level=DEBUG",
          "-Delastic.apm.log_file_size=1gb",
          "-Delastic.apm.log_file=" + log);
      String sign = "endTransaction 'Counted#work'";
      return new LineWriter(jar(), "", options, List.of(), sign, "transactions", log);
    }
  },
  JMX_EXPORTER("jmx_exporter", "jmx_prometheus_javaagent.jar", false) {
    @Override
    Neighbour in(Path folder) {
      int port = FreePort.choose();
      Path config = write(folder.resolve("exporter.yml"), "includeObjectNames: ['tlo:*']\n");
      return new MBeanServing(
          jar(),
          "127.0.0.1:" + port + ":" + config,
          program -> "http://127.0.0.1:" + port + "/metrics",
          Pattern.compile("(?m)^tlo_Registry_ExecutionsSucceeded (\\S+)$"),
          Pattern.compile("(?m)^tlo_Registry_ExecutionsFailed (\\S+)$"),
          Pattern.compile("(?!)"));
    }
  },
  JOLOKIA("Jolokia", "jolokia-agent-jvm-javaagent.jar", false) {
    @Override
    Neighbour in(Path folder) {
      return new MBeanServing(
          jar(),
          "port=0,host=127.0.0.1",
          program -> jolokiaAddress(program) + "/read/tlo:type=Registry",
          Pattern.compile("\"ExecutionsSucceeded\":(\\d+)"),
          Pattern.compile("\"ExecutionsFailed\":(\\d+)"),
          Pattern.compile(".*[Jj]olokia.*|I> No access restrictor found.*"));
    }
  },
  JACOCO("JaCoCo", "org.jacoco.agent-runtime.jar", true) {
    @Override
    Neighbour in(Path folder) {
      return new Coverage(jar(), folder, alone(folder));
    }

    private String alone(Path folder) {
      Path first = make(folder.resolve("alone"));
      Coverage coverage = new Coverage(jar(), first, "");
      return coverage.effect(Company.of(coverage).run(first, 10));
    }
  },
  BYTEMAN("Byteman", "byteman.jar", true) {
    @Override
    Neighbour in(Path folder) {
      Path rule = write(folder.resolve("work.btm"), """
          RULE work
          CLASS app.Counted
          METHOD work
          AT ENTRY
          IF true
          DO System.err.println("a rule has fired")
          ENDRULE
          """);
      return writer("script:" + rule, List.of(), "a rule has fired", "rules fired");
    }
  },
  ASPECTJ("AspectJ", "aspectjweaver.jar", true) {
    @Override
    Neighbour in(Path folder) {
      Path aspects = make(folder.resolve("aspects"));
      TestProgram.alone(aspects).seeing(jar()).compile(List.of("-g"), """
          package aspect;
          import org.aspectj.lang.ProceedingJoinPoint;
          import org.aspectj.lang.annotation.*;
          @Aspect
          public class AroundWork {
            @Around("execution(* app.Counted.work(..))")
            public Object around(ProceedingJoinPoint call) throws Throwable {
              System.err.println("an aspect is around it");
              return call.proceed();
            }
          }
          """);
      write(make(aspects.resolve("META-INF")).resolve("aop.xml"), """
          <aspectj>
            <aspects><aspect name="aspect.AroundWork"/></aspects>
            <weaver><include within="app..*"/><include within="aspect..*"/></weaver>
          </aspectj>
          """);
      String sign = "an aspect is around it";
      return new LineWriter(jar(), "", List.of(), List.of(aspects), sign, "times around", null);
    }
  },
  DATADOG("Datadog", "dd-java-agent.jar", false) {
    @Override
    Neighbour in(Path folder) {
      return writer(
          "",
          List.of(
              "-Ddd.writer.type=LoggingWriter",
              "-Ddd.trace.methods=app.Counted[work]",
              "-Ddd.agent.host=127.0.0.1",
              "-Ddd.trace.agent.port=9",
              "-Ddd.instrumentation.telemetry.enabled=false",
              "-Ddd.remote_config.enabled=false",
              "-Ddd.jmxfetch.enabled=false",
              "-Ddd.profiling.enabled=false",
              "-Ddd.crashtracking.enabled=false"),
          "\"resource\":\"Counted.work\"",
          "spans");
    }
  };

  private static final Pattern JOLOKIA_ADDRESS =
      Pattern.compile("started with URL (http://127\\.0\\.0\\.1:\\d+/jolokia)");

  private final String title;
  private final String file;
  private final boolean cheap;

  KnownAgent(String title, String file, boolean cheap) {
    this.title = title;
    this.file = file;
    this.cheap = cheap;
  }

  /** Returns the agent, ready for one run with its files in a folder. */
  abstract Neighbour in(Path folder);

  /** Returns whether a start with it takes about as long as one without. */
  boolean isCheap() {
    return cheap;
  }

  /** Returns whether it changes the task's class as it is loaded. */
  boolean weaves() {
    return this != JMX_EXPORTER && this != JOLOKIA;
  }

  /** Returns its name and the version that its jar gives. */
  String label() {
    return title + " " + JarVersion.of(jar(), file.replaceAll("-javaagent[.]jar|[.]jar", ""));
  }

  Path jar() {
    return Parts.file(file);
  }

  Neighbour writer(String arguments, List<String> options, String sign, String unit) {
    return new LineWriter(jar(), arguments, options, List.of(), sign, unit, null);
  }

  private static String jolokiaAddress(ForkedJvm.Running program) {
    Matcher matcher = JOLOKIA_ADDRESS.matcher(program.out());
    if (!matcher.find()) {
      throw new AssertionError("Jolokia does not say where it is: " + program.out());
    }
    return matcher.group(1);
  }

  static Path make(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
