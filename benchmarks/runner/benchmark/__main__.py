"""Runs the benchmarks that are named; scripts/benchmark --help says how."""

import os

from . import places
from .arguments import BENCHMARKS, key, parse
from .machine import Machine
from .page import replace_in


def main():
    machine = Machine(*(os.environ["BENCHMARK_JAVA_" + what] for what in ("HOME", "VERSION", "FEATURE")))
    arguments = parse(machine.feature)
    for name in arguments.name:
        print(f"{name}: {BENCHMARKS[name].HELP}; on {machine.text()}", flush=True)
        report = BENCHMARKS[name].run(machine, arguments.rounds)
        report.text(f"Measured on {machine.text()}.")
        markdown = report.markdown()
        print(markdown, flush=True)
        keep(key(name, machine.feature), markdown, arguments.page)


def keep(name, markdown, page):
    places.RESULTS.mkdir(parents=True, exist_ok=True)
    (places.RESULTS / f"{name}.md").write_text(markdown)
    if page:
        replace_in(page, name, markdown)


if __name__ == "__main__":
    main()
