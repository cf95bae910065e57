"""Benchmark 5: ten million executions in a small heap."""

from . import generated, places, processes
from .report import Report, at_most
from .samples import Samples, in_turn

HELP = "ten million executions over 1,000 tasks in a heap of 64 MB"
ROUNDS = 3
METHODS = 1_000
CALLS = 10_000_000

PLAIN = "plain"
CLOCK = "reads the clock twice"
TLO = "TLO"
WORKS = {"real": "With about a microsecond of work in each call", "empty": "With empty methods"}


def run(machine, rounds=None):
    report = Report("History")
    found = {
        work: in_turn(variants(machine, work), rounds or ROUNDS, processes.run, warm_up=False)
        for work in WORKS
    }
    for work, title in WORKS.items():
        report.text(f"{title}, {rounds or ROUNDS} rounds; of the whole process, its start included:")
        report.table(
            ["program", "CPU", "ratio to the clock's", "ns of CPU in a call more than plain", "peak memory"],
            [row(name, found[work]) for name in found[work]],
        )
    report.text(
        "Each run under TLO ended only after every call was found in the counters of the Registry "
        "and of its task, and every execution among the records kept or dropped."
    )
    flat = growth(found["real"][TLO])
    report.text(f"Heap at the end, as part of the heap after a tenth of the executions: {flat.text(3)}.")
    report.targets(
        at_most("CPU ratio with work", 1.5, processes.cpu(found["real"][TLO]).ratio_to(processes.cpu(found["real"][CLOCK])).median),
        at_most("heap at the end as part of the heap after a tenth", 1.1, flat.median, 3),
    )
    return report


def variants(machine, work):
    def command(options, variant, *arguments):
        jar = generated.jar(machine, variant, METHODS)
        program = places.program("ManyExecutions", work, *arguments, beside=[jar])
        return machine.java(["-Xmx64m", *options], program)

    return {
        PLAIN: command([], "plain"),
        CLOCK: command([], "clock"),
        TLO: command(places.tlo(), "tasks", "recorded"),
    }


def row(name, found):
    own = processes.cpu(found[name])
    return [
        name,
        f"{own.median:.2f} s",
        own.ratio_to(processes.cpu(found[CLOCK])).text(2),
        own.minus(processes.cpu(found[PLAIN])).scaled(1e9 / CALLS).text(0),
        f"{Samples(run.peak for run in found[name]).median:.0f} MiB",
    ]


def growth(runs):
    values = [run.values() for run in runs]
    return Samples(each["heap.100"] / each["heap.10"] for each in values)
