"""Benchmark 2: the start of the smallest program, without a task and with one."""

from . import places, processes
from .report import Report, at_most

HELP = "start of the smallest program, without a task and with one"
ROUNDS = 21

NONE = "none"
EMPTY = "empty agent"
SERVER = "empty agent that starts the MBean server"
QUIET = "TLO, `jmx=off`"
TLO = "TLO"
PLAIN = "plain `AgentBuilder` agent"
AGENTS = {
    NONE: [],
    EMPTY: places.agent(places.EMPTY),
    SERVER: places.agent(places.MBEAN_SERVER),
    QUIET: places.tlo("jmx=off"),
    TLO: places.tlo(),
    PLAIN: places.PLAIN_AGENT,
    "OpenTelemetry, annotations only": places.OPENTELEMETRY_ANNOTATIONS,
    "OpenTelemetry": places.OPENTELEMETRY_DEFAULT,
}
PROGRAMS = {"no task": ["Hello"], "one task": ["HelloTask"]}
# Long enough for the MBeans to be published; waiting itself costs nothing.
STAYING = ["HelloTask", 4]
STAYING_AGENTS = [NONE, SERVER, QUIET, TLO]


def run(machine, rounds=None):
    found = measure(machine, rounds or ROUNDS)
    added = {key: cpu.minus(found[key[0], NONE]) for key, cpu in found.items()}
    unit = added["one task", PLAIN]
    parts = {key: cpu.ratio_to(unit) for key, cpu in added.items()}

    report = Report("Start of the smallest program")
    report.text(
        "A part is what an agent adds, as a part of what the plain `AgentBuilder` agent adds with one task."
    )
    for program in PROGRAMS:
        report.text(f"With {program}, {rounds or ROUNDS} rounds:")
        report.table(
            ["agent", "CPU", "CPU ratio", "part"],
            [row(name, found, parts, program) for name in AGENTS],
        )
    staying = beside_server(measure_staying(machine, max(3, (rounds or ROUNDS) // 3)), report)
    report.targets(
        at_most("no task, `jmx=off`", 0.10, parts["no task", QUIET].median, 3),
        at_most("one task, `jmx=off`", 0.60, parts["one task", QUIET].median),
        at_most("one task, what MBeans add, as part of what the MBean server adds", 1, staying),
    )
    return report


def measure(machine, rounds):
    variants = {
        (title, name): machine.java(options, places.program(*program))
        for title, program in PROGRAMS.items()
        for name, options in AGENTS.items()
    }
    return processes.cpu_in_turn(variants, rounds)


def measure_staying(machine, rounds):
    command = places.program(*STAYING)
    variants = {name: machine.java(AGENTS[name], command) for name in STAYING_AGENTS}
    return processes.cpu_in_turn(variants, rounds)


def beside_server(cpu, report):
    """Returns what the MBeans cost, as a part of what an agent costs that only starts their server."""
    server = cpu[SERVER].minus(cpu[NONE])
    mbeans = cpu[TLO].minus(cpu[QUIET])
    report.text("With one task, and the program goes on until the MBeans are there:")
    report.table(["agent", "CPU"], [[name, cpu[name].text(3) + " s"] for name in STAYING_AGENTS])
    return mbeans.median / server.median


def row(name, found, parts, program):
    cpu = found[program, name]
    return [
        name,
        f"{cpu.median:.3f} s",
        cpu.ratio_to(found[program, NONE]).text(2),
        parts[program, name].text(2),
    ]
