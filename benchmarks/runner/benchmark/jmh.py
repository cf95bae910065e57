"""Runs benchmarks of benchmarks/calls by JMH and reads its answer."""

import json
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

from . import places, processes

# Short, since there is a JVM for every method in every round; many, since a median is taken of them.
TIMES = ["-f", "1", "-wi", "1", "-i", "5", "-r", "200ms"]
SETTINGS = ["-bm", "thrpt", "-tu", "us", "-prof", "gc", "-foe", "true", "-rf", "json"]


@dataclass(frozen=True)
class Calls:
    """Calls of all threads in a microsecond, and the bytes that one allocates."""

    in_a_microsecond: float
    bytes: float

    @property
    def nanos(self):
        """Returns what a call of a single thread takes."""
        return 1000 / self.in_a_microsecond


def run(machine, name, options, arguments):
    """Runs the benchmarks whose names match, each in a JVM with those options.

    Returns a dictionary of Calls, by the last parts of the benchmarks' names.
    """
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        command = [name, *TIMES, *SETTINGS, "-rff", str(answer), *arguments]
        command += ["-jvmArgs", " ".join(map(quoted, options))] if options else []
        processes.run(machine.java([], ["-jar", str(places.CALLS), *command]))
        found = json.loads(answer.read_text())
    return {each["benchmark"].rsplit(".", 1)[1]: calls(each) for each in found}


def quoted(option):
    """JMH splits them at blanks, which a path may hold."""
    return '"' + option.replace("\\", "\\\\").replace('"', '\\"') + '"'


def calls(result):
    return Calls(
        statistics.median(result["primaryMetric"]["rawData"][0]),
        statistics.median(result["secondaryMetrics"]["gc.alloc.rate.norm"]["rawData"][0]),
    )
