"""Benchmark 8: a program that has nothing to do."""

from . import places, processes
from .report import Report, at_most

HELP = "CPU of an idle program over 60 seconds"
ROUNDS = 3
SECONDS = 60


def run(machine, rounds=None):
    # What starting costs is taken off: the same program that rests for a short time.
    short, long = (measure(machine, rounds or ROUNDS, seconds) for seconds in (15, 15 + SECONDS))
    report = Report("Idle")
    spent = {name: long[name].minus(short[name]).scaled(1000) for name in long}
    more = spent["TLO"].minus(spent["none"])
    report.text(f"CPU in {SECONDS} seconds in which the program does nothing, {rounds or ROUNDS} rounds:")
    report.table(["agent", "CPU in ms"], [[name, ms.text(0)] for name, ms in spent.items()])
    report.targets(at_most("milliseconds more than without", 30, more.median, 0))
    return report


def measure(machine, rounds, seconds):
    variants = {
        "none": machine.java([], places.program("Idle", seconds)),
        "TLO": machine.java(places.tlo(), places.program("Idle", seconds)),
    }
    return processes.cpu_in_turn(variants, rounds, warm_up=False)
