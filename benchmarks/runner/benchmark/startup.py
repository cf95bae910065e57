"""Benchmark 1: the start of an application of many classes."""

from . import places, processes
from .report import Report, at_most
from .samples import Samples, in_turn

HELP = "start of a Spring Boot application with web, JPA, H2 and actuator, to the end of its context"
ROUNDS = 9

NONE = "none"
EMPTY = "empty agent"
TLO = "TLO, all sources"
PLAIN = "plain `AgentBuilder` agent"
ANNOTATIONS = "OpenTelemetry, annotations only"
AGENTS = {
    NONE: [],
    EMPTY: places.agent(places.EMPTY),
    TLO: places.tlo(),
    PLAIN: places.PLAIN_AGENT,
    ANNOTATIONS: places.OPENTELEMETRY_ANNOTATIONS,
    "Elastic": places.ELASTIC_DEFAULT,
    "OpenTelemetry": places.OPENTELEMETRY_DEFAULT,
}
# The others are so far behind that to measure them twice tells nobody more.
WITH_TASKS = [NONE, TLO, PLAIN, ANNOTATIONS]


def run(machine, rounds=None):
    report = Report("Start of a class-heavy application")
    rounds = rounds or ROUNDS
    without = ratios(machine, rounds, report, "Without a task", AGENTS, [])
    twenty = ratios(
        machine, rounds, report, "With twenty `@Scheduled` tasks", WITH_TASKS, ["--app.tasks=true"]
    )
    report.targets(
        at_most("CPU ratio, no task", 1.02, without[TLO], 3),
        at_most("CPU ratio, twenty tasks", 1.05, twenty[TLO], 3),
        at_most("CPU ratio as part of the best other agent's, no task", 1, beside_best(without), 3),
        at_most("the same, twenty tasks", 1, beside_best(twenty), 3),
    )
    return report


def ratios(machine, rounds, report, title, agents, arguments):
    command = ["-jar", str(places.CLASS_HEAVY), *arguments]
    variants = {name: AGENTS[name] for name in agents}
    found = in_turn(variants, rounds, lambda options: start(machine.java(options, command)))
    base = processes.cpu(found[NONE])
    rows, medians = [], {}
    for name, runs in found.items():
        cpu = processes.cpu(runs)
        ratio = cpu.ratio_to(base)
        medians[name] = ratio.median
        rows.append([
            name,
            f"{cpu.median:.2f} s",
            ratio.text(3),
            f"{Samples(run.wall for run in runs).median:.2f} s",
            f"{Samples(run.peak for run in runs).median:.0f} MiB",
        ])
    report.text(f"{title}, {rounds} rounds:")
    report.table(["agent", "CPU", "CPU ratio", "wall", "peak memory"], rows)
    return medians


def start(command):
    run = processes.run(command)
    if "started" not in run.out:
        raise SystemExit(f"{' '.join(command)}\ndid not start; it printed:\n{run.out}{run.err}")
    return run


def beside_best(medians):
    return medians[TLO] / min(ratio for name, ratio in medians.items() if name not in (NONE, EMPTY, TLO))
