"""Where the things lie that are measured, and how a JVM is started with them."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BENCHMARKS = ROOT / "benchmarks"
AGENT = ROOT / "agent" / "target" / "tlo-agent.jar"
STORE = ROOT / "store-jdbc" / "target" / "tlo-store-jdbc.jar"
PROGRAMS = BENCHMARKS / "programs" / "target" / "programs.jar"
CLASS_HEAVY = BENCHMARKS / "class-heavy" / "target" / "class-heavy.jar"
CALLS = BENCHMARKS / "calls" / "target" / "calls.jar"
STORE_PROGRAMS = BENCHMARKS / "store" / "target" / "store.jar"
GENERATOR = BENCHMARKS / "generator" / "target" / "generator.jar"
GENERATED = BENCHMARKS / "target" / "generated"
RESULTS = BENCHMARKS / "target" / "results"
AGENTS = BENCHMARKS / "agents" / "target"
EMPTY = AGENTS / "agents-empty.jar"
MBEAN_SERVER = AGENTS / "agents-mbean-server.jar"
PLAIN = AGENTS / "agents-plain.jar"
OPENTELEMETRY = AGENTS / "lib" / "opentelemetry-javaagent.jar"
ELASTIC = AGENTS / "lib" / "elastic-apm-agent.jar"


def agent(jar, arguments=""):
    return [f"-javaagent:{jar}" + (f"={arguments}" if arguments else "")]


def tlo(*arguments):
    """Returns the JVM's options for TLO; at log=error it prints nothing of its own."""
    return agent(AGENT, ",".join(["log=error", *arguments]))


# No exporter: nothing is sent, and nothing waits for somebody who is not there.
OPENTELEMETRY_DEFAULT = agent(OPENTELEMETRY) + [
    "-Dotel.traces.exporter=none",
    "-Dotel.metrics.exporter=none",
    "-Dotel.logs.exporter=none",
]
OPENTELEMETRY_ANNOTATIONS = OPENTELEMETRY_DEFAULT + [
    "-Dotel.instrumentation.common.default-enabled=false",
    "-Dotel.instrumentation.opentelemetry-instrumentation-annotations.enabled=true",
    "-Dotel.instrumentation.opentelemetry-api.enabled=true",
]
ELASTIC_DEFAULT = agent(ELASTIC) + [
    "-Delastic.apm.disable_send=true",
    "-Delastic.apm.central_config=false",
    "-Delastic.apm.cloud_provider=NONE",
    "-Delastic.apm.log_level=OFF",
]
PLAIN_AGENT = agent(PLAIN)


def program(name, *arguments, beside=()):
    """Returns what follows the JVM's options to start one of the benchmarks' own programs.

    Further jars lie beside it on the class path.
    """
    path = os.pathsep.join(map(str, [PROGRAMS, *beside]))
    return ["-cp", path, f"io.tlo.benchmarks.programs.{name}", *map(str, arguments)]
