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
# With the MBean that must be there in the end. Both sides of the ratio look for one, so that looking drops out.
STAYING_AGENTS = {
    NONE: [],
    SERVER: ["java.lang:type=Runtime"],
    QUIET: [],
    TLO: ["tlo:type=Task,group=HelloTask,name=greet"],
}


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
    staying = beside_server(measure_staying(machine, rounds or ROUNDS), report)
    report.targets(
        at_most("no task, `jmx=off`", 0.10, parts["no task", QUIET].median, 3),
        at_most("one task, `jmx=off`", 0.60, parts["one task", QUIET].median),
        at_most("one task, what MBeans add, as part of what the MBean server adds", 1, staying.median),
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
    variants = {
        name: machine.java(AGENTS[name], places.program(*STAYING, *mbean))
        for name, mbean in STAYING_AGENTS.items()
    }
    return processes.cpu_in_turn(variants, rounds)


def beside_server(cpu, report):
    """Returns what the MBeans cost, as a part of what an agent costs that only starts their server."""
    server = cpu[SERVER].minus(cpu[NONE])
    mbeans = cpu[TLO].minus(cpu[QUIET])
    part = mbeans.ratio_to(server)
    rounds = len(part.figures)
    report.text(f"With one task, and the program goes on until the MBeans are there, {rounds} rounds:")
    report.table(["agent", "CPU"], [[name, cpu[name].text(3) + " s"] for name in STAYING_AGENTS])
    report.text(
        f"So the MBean server adds {server.text(3)} s and MBeans add {mbeans.text(3)} s, {part.text(2)} of that."
    )
    return part


def row(name, found, parts, program):
    cpu = found[program, name]
    return [
        name,
        f"{cpu.median:.3f} s",
        cpu.ratio_to(found[program, NONE]).text(2),
        parts[program, name].text(2),
    ]
