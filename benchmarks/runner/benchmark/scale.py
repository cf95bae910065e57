"""Benchmark 6: a hundred, a thousand, ten thousand tasks."""

from . import generated, places, processes
from .report import Report, at_most
from .samples import Samples, in_turn

HELP = "100, 1,000 and 10,000 tasks: their start, their memory, and reading them"
ROUNDS = 5
COUNTS = (100, 1_000, 10_000)
FEW, SMALL, LARGE = COUNTS
# Of this collector the heap in use is exact to the byte.
OPTIONS = ["-XX:+UseSerialGC", "-Xmx512m"]

CPU = "cpu.seconds"
REGISTERED = "heap.registered"
RAN = "heap.ran"


def run(machine, rounds=None):
    found = measure(machine, rounds or ROUNDS)
    added = {(count, what): of_tasks(found, count, what) for count in COUNTS for what in (CPU, REGISTERED, RAN)}
    cost = {count: added[count, CPU].scaled(1000 / count) for count in COUNTS}
    heap = {what: one_more(added, what, SMALL, LARGE).scaled(1 / 1024) for what in (REGISTERED, RAN)}
    steps = {pair: one_more(added, CPU, *pair).scaled(1000) for pair in ((FEW, SMALL), (SMALL, LARGE))}
    growth = steps[SMALL, LARGE].ratio_to(steps[FEW, SMALL])
    rows = ratio(found, LARGE, "rows")

    report = Report("Scale")
    report.text(
        "What tasks cost until all have their MBean, more than the same classes under TLO without "
        f"annotations, {rounds or ROUNDS} rounds:"
    )
    report.table(
        ["tasks", "time until published", "CPU more", "CPU more per task"],
        [
            [
                f"{count:,}",
                figures(found, count, "published.seconds").text(2) + " s",
                added[count, CPU].text(2) + " s",
                cost[count].text(2) + " ms",
            ]
            for count in COUNTS
        ],
    )
    report.text(
        f"One task more costs {steps[FEW, SMALL].text(2)} ms between {FEW:,} and {SMALL:,} tasks, and "
        f"{steps[SMALL, LARGE].text(2)} ms between {SMALL:,} and {LARGE:,}, {growth.text(2)} of that: "
        "what is paid once is in neither."
    )
    report.text(
        f"Heap of one task, from the difference of {LARGE:,} and {SMALL:,} tasks less what the "
        f"same classes hold without annotations: {heap[REGISTERED].text(2)} KB with MBean, histogram "
        f"and empty history; {heap[RAN].text(2)} KB once it has run."
    )
    report.text(
        "Reading over RMI on this machine, from the same JVM, in turn with constant copies of the "
        "MBeans; medians in milliseconds. All attributes are those of at most 1,000 tasks:"
    )
    report.table(
        ["tasks", "`Registry.Tasks`", "constant", "ratio", "all attributes", "constant", "ratio", "`queryNames(tlo:*)`"],
        [reading(found, count) for count in COUNTS],
    )
    report.targets(
        at_most(f"cost per task at {LARGE:,} as part of that at {SMALL:,}", 1.25, cost[LARGE].ratio_to(cost[SMALL]).median),
        at_most(
            f"cost of one more task between {SMALL:,} and {LARGE:,} as part of that between {FEW:,} and {SMALL:,}",
            1.25,
            growth.median,
        ),
        at_most("KB of heap per task", 6, heap[REGISTERED].median),
        at_most(f"reading `Registry.Tasks` with {LARGE:,} rows, ratio to constant", 1.5, rows.median),
    )
    return report


def measure(machine, rounds):
    variants = {
        (count, variant): machine.java(
            [*OPTIONS, *places.tlo()],
            places.program("Scale", count, variant, beside=[generated.jar(machine, variant, count)]),
        )
        for count in COUNTS
        for variant in ("plain", "tasks")
    }
    runs = in_turn(variants, rounds, processes.run, warm_up=False)
    return {key: [run.values() for run in list] for key, list in runs.items()}


def figures(found, count, what, variant="tasks"):
    return Samples(values[what] for values in found[count, variant])


def of_tasks(found, count, what):
    return figures(found, count, what).minus(figures(found, count, what, "plain"))


def one_more(added, what, fewer, more):
    """Returns what each task costs that is added between two numbers of tasks."""
    return added[more, what].minus(added[fewer, what]).scaled(1 / (more - fewer))


def ratio(found, count, what):
    return figures(found, count, what + ".tlo").ratio_to(figures(found, count, what + ".constant"))


def reading(found, count):
    cells = [f"{count:,}"]
    for what in ("rows", "pass"):
        for side in (".tlo", ".constant"):
            cells.append(f"{figures(found, count, what + side).median:.1f}")
        cells.append(ratio(found, count, what).text(2))
    return [*cells, f"{figures(found, count, 'names.tlo').median:.1f}"]
