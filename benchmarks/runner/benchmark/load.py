"""Benchmark 7: an application whose MBeans are read all the time."""

from . import generated, places, processes
from .report import Report, at_most
from .samples import Samples, in_turn

HELP = "throughput of an application while four pollers read its MBeans"
ROUNDS = 3
SECONDS = 4
# Rounds of phases within each process.
PHASES = 4

NOTHING = "nothing"
TLO = "tlo"
CONSTANT = "constant"
TITLES = {NOTHING: "nothing", TLO: "TLO's MBeans", CONSTANT: "constant copies of them"}


def run(machine, rounds=None):
    jar = generated.jar(machine, "tasks", 1_000)
    program = places.program("Loaded", SECONDS, PHASES, beside=[jar])
    runs = in_turn({TLO: machine.java(places.tlo(), program)}, rounds or ROUNDS, processes.run, warm_up=False)[TLO]
    calls = {domain: phases(runs, domain) for domain in TITLES}
    loss = {domain: lost(calls[domain], calls[NOTHING]) for domain in (TLO, CONSTANT)}

    report = Report("Load through JMX")
    report.text(
        "Two threads call 1,000 tasks with about a microsecond of work each as fast as they can, "
        f"under TLO with full histories; {PHASES} rounds in each of {len(runs)} processes. Four clients "
        "in a JVM of their own, on the same processors, read the Registry's and 100 tasks' attributes once a second:"
    )
    report.table(
        ["what is read", "polls in a second", "calls in a second", "loss in percent"],
        [
            [
                title,
                # The pollers begin a second before the calls are counted.
                f"{phases(runs, 'polls.' + domain).median / (SECONDS + 1):.1f}",
                f"{calls[domain].median:,.0f}",
                loss[domain].text(1) if domain in loss else "",
            ]
            for domain, title in TITLES.items()
        ],
    )
    more = loss[TLO].minus(loss[CONSTANT])
    report.targets(at_most("points of loss more than with constants", 5, more.median, 1))
    return report


def phases(runs, name):
    return Samples(run.values()[f"{name}.{number}"] for run in runs for number in range(1, PHASES + 1))


def lost(calls, undisturbed):
    return Samples(100 * (1 - ratio) for ratio in calls.ratio_to(undisturbed).figures)
