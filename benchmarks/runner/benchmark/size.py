"""Benchmark 9: the size of the jar."""

import zipfile
from collections import defaultdict

from . import places
from .report import Report, at_most

HELP = "size of the agent's jar"
# A file has the same size each time.
ROUNDS = 1
MB = 1_000_000


def run(machine, rounds=None):
    report = Report("Size of the jar")
    report.table(
        ["jar", "MB"],
        [
            [name, f"{jar.stat().st_size / MB:.2f}"]
            for name, jar in {
                "TLO": places.AGENT,
                "Byte Buddy as it is published": places.AGENTS / "lib" / "byte-buddy.jar",
                "Elastic": places.ELASTIC,
                "OpenTelemetry": places.OPENTELEMETRY,
            }.items()
        ],
    )
    report.text("What TLO's consists of:")
    parts = shares(places.AGENT)
    report.table(
        ["part", "classes", "MB in the jar"],
        [[name, count, f"{size / MB:.2f}"] for name, (count, size) in parts],
    )
    report.targets(at_most("MB", 3.5, places.AGENT.stat().st_size / MB))
    return report


def shares(jar):
    """Returns the number of classes and the compressed size of each part, the largest first."""
    found = defaultdict(lambda: [0, 0])
    with zipfile.ZipFile(jar) as entries:
        for entry in entries.infolist():
            share = found[part(entry.filename)]
            share[0] += is_class(entry.filename)
            share[1] += entry.compress_size
    return sorted(found.items(), key=lambda item: -item[1][1])


def is_class(name):
    # The second is what the agent calls those that no other loader is to find.
    return name.endswith((".class", ".classdata"))


def part(name):
    for folder, title in {
        "tlo/net/bytebuddy/": "Byte Buddy",
        "tlo/io/tlo/": "TLO",
        "tlo/picocli/": "picocli",
        "tlo/com/google/gson/": "Gson",
    }.items():
        if name.startswith(folder):
            return title
    return "the rest"
