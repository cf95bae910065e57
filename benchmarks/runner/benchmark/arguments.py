"""What the benchmarks are told on the command line.

As a program it only says what is wrong there, or prints the help: before minutes are spent on a build.
"""

import argparse
import os

from . import calls, hello, history, idle, load, scale, size, startup, store
from .page import problem_with

BENCHMARKS = {
    "startup": startup,
    "hello": hello,
    "calls": calls,
    "history": history,
    "scale": scale,
    "load": load,
    "idle": idle,
    "size": size,
    "store": store,
}

NOTES = """\
Results are also kept in benchmarks/target/results. Needs a JDK of 17 or later, taken from
JAVA_HOME, else from PATH, Maven 3.8.7 and Python 3.9 or later.

Exit code: 0 when all was measured, 1 if a program or the build fails, 2 if an argument is wrong,
69 if something needed is missing."""


def parse(feature, arguments=None):
    """Returns the arguments; ends the program if one is wrong.

    Without the Java feature version, which the places in a page are named after, those are not looked for.
    """
    parser = make_parser()
    found = parser.parse_args(arguments)
    for name in found.name:
        if name not in BENCHMARKS:
            parser.error(f"'{name}' is unknown, allowed are {', '.join(BENCHMARKS)}")
    found.name = found.name or list(BENCHMARKS)
    if found.page is not None:
        problem = problem_with(found.page, [key(name, feature) for name in found.name if feature])
        if problem:
            parser.error(f"--page: {problem}")
    return found


def key(name, feature):
    """Returns under what name a result is kept."""
    return f"{name}-{feature}"


def make_parser():
    parser = argparse.ArgumentParser(
        prog="scripts/benchmark",
        description="Measures what the agent costs, next to what people would use instead.\n"
        "Builds first what is missing or older than its sources.",
        epilog=f"benchmarks, and how many rounds they take if --rounds does not say it:\n{lines()}\n\n{NOTES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", nargs="*", metavar="NAME", help="which ones; default: all")
    parser.add_argument("--rounds", type=at_least_one, metavar="N", help="measure each variant N times")
    parser.add_argument("--page", metavar="FILE", help="also replace the results in this page, which marks their places")
    return parser


def lines():
    return "\n".join(f"  {name:8} {module.ROUNDS:2}  {module.HELP}" for name, module in BENCHMARKS.items())


def at_least_one(text):
    # Other digits than these are digits too.
    if not (text.isascii() and text.isdigit()) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"found '{text}', allowed is a whole number from 1 on")
    return int(text)


if __name__ == "__main__":
    parse(os.environ.get("BENCHMARK_JAVA_FEATURE"))
