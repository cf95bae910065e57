"""Runs the benchmarks that are named; scripts/benchmark --help says how."""

import argparse
import os

from . import calls, hello, history, idle, load, places, scale, size, startup
from .machine import Machine
from .page import replace_in

BENCHMARKS = {
    "startup": startup,
    "hello": hello,
    "calls": calls,
    "history": history,
    "scale": scale,
    "load": load,
    "idle": idle,
    "size": size,
}


def main():
    arguments = parse()
    machine = Machine(os.environ["BENCHMARK_JAVA_HOME"], os.environ["BENCHMARK_JAVA_VERSION"])
    for name in arguments.name or BENCHMARKS:
        print(f"{name}: {BENCHMARKS[name].HELP}; on {machine.text()}", flush=True)
        report = BENCHMARKS[name].run(machine, arguments.rounds)
        report.text(f"Measured on {machine.text()}.")
        markdown = report.markdown()
        print(markdown, flush=True)
        keep(f"{name}-{machine.feature}", markdown, arguments.page)


def keep(name, markdown, page):
    places.RESULTS.mkdir(parents=True, exist_ok=True)
    (places.RESULTS / f"{name}.md").write_text(markdown)
    if page:
        replace_in(page, name, markdown)


def parse():
    parser = argparse.ArgumentParser(
        prog="scripts/benchmark",
        description="Measures what the agent costs, next to what people would use instead. "
        "Builds first what is missing or older than its sources.",
        epilog="benchmarks: "
        + "; ".join(f"{name}: {module.HELP}" for name, module in BENCHMARKS.items())
        + ". Results are also kept in benchmarks/target/results. "
        "Needs a JDK of 17 or later, taken from JAVA_HOME, else from PATH, Maven 3.8.7 and "
        "Python 3.9 or later. Exit code: 0 when all was measured, 1 if a program or the build "
        "fails, 2 if an argument is wrong, 69 if something needed is missing.",
    )
    parser.add_argument("name", nargs="*", metavar="NAME", help="which ones; default: all")
    parser.add_argument("--rounds", type=at_least_one, metavar="N", help="measure each variant N times")
    parser.add_argument("--page", metavar="FILE", help="also replace the results in this page, which marks their places")
    arguments = parser.parse_args()
    for name in arguments.name:
        if name not in BENCHMARKS:
            parser.error(f"'{name}' is unknown, allowed are {', '.join(BENCHMARKS)}")
    return arguments


def at_least_one(text):
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"found '{text}', allowed is a whole number from 1 on")
    return int(text)


if __name__ == "__main__":
    main()
