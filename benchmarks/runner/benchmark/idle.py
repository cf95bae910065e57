"""Benchmark 8: a program that has nothing to do."""

from . import places, processes
from .report import Report, at_most
from .samples import Samples, in_turn

HELP = "CPU of an idle program over 60 seconds"
ROUNDS = 3
# Until all that a start brings with it is over.
SETTLING = 15
SECONDS = 60

NONE = "none"
TLO = "TLO"
MBEAN = "tlo:type=Task,group=Idle,name=work"


def run(machine, rounds=None):
    runs = in_turn(variants(machine), rounds or ROUNDS, processes.run, warm_up=False)
    spent = {name: used(of_variant) for name, of_variant in runs.items()}
    more = spent[TLO].minus(spent[NONE])
    report = Report("Idle")
    report.text(
        f"CPU in {SECONDS} seconds in which the program does nothing, {rounds or ROUNDS} rounds; "
        f"read by each process itself, first when it has rested for {SETTLING} seconds. "
        "On Linux a JVM learns its CPU in steps of 10 ms:"
    )
    rows = {**spent, "TLO more than none": more}
    report.table(["agent", "CPU in ms"], [[name, ms.text(0)] for name, ms in rows.items()])
    report.targets(at_most("milliseconds more than without", 30, more.median, 0))
    return report


def variants(machine):
    program = ("Idle", SETTLING, SECONDS)
    return {
        NONE: machine.java([], places.program(*program)),
        TLO: machine.java(places.tlo(), places.program(*program, MBEAN)),
    }


def used(runs):
    """Returns the milliseconds between the two readings of each process."""
    values = [run.values() for run in runs]
    return Samples(each["cpu.ended"] - each["cpu.begun"] for each in values)
