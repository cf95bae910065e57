"""Benchmarks 3 and 4: one recorded call, and one call of a task that is switched off."""

from dataclasses import dataclass

from . import jmh, places
from .report import Report, at_least, at_most
from .samples import Samples, in_turn

HELP = "one call of an empty method: timed, with a span, recorded, skipped; one thread and two"
ROUNDS = 3

FLOOR = "two `System.nanoTime()`"
PLAIN = "plain call"
TIMER = "Micrometer `Timer`"
SPAN = "OpenTelemetry `@WithSpan`"
TLO = "TLO"
SKIPPED = "TLO, task switched off"

SHAPES = {
    "voidStatic": "void, static",
    "intStatic": "int, static",
    "voidInstance": "void, instance",
    "intInstance": "int, instance",
}
# What two threads do is compared with what one does in this shape.
SHAPE_OF_THREADS = "voidInstance"
SAME = "two threads, same task"
DIFFERENT = "two threads, different tasks"


@dataclass(frozen=True)
class Variant:
    """What is around the calls: the class that makes them and what its JVM is started with."""

    calls: str
    options: list
    arguments: tuple = ()
    warm_up: str = "1500ms"
    in_two_threads: bool = True


VARIANTS = {
    FLOOR: Variant("ClockCalls", []),
    PLAIN: Variant("PlainCalls", [], in_two_threads=False),
    TIMER: Variant("TimerCalls", []),
    # So much is called for a span that it takes seconds until all of it is compiled.
    SPAN: Variant("SpanCalls", places.OPENTELEMETRY_DEFAULT, warm_up="6s"),
    TLO: Variant("TaskCalls", places.tlo(), ("-p", "outcome=SUCCEEDED")),
    SKIPPED: Variant(
        "TaskCalls", places.tlo("disabled=*"), ("-p", "outcome=SKIPPED"), in_two_threads=False
    ),
}


def run(machine, rounds=None):
    found = in_turn(
        VARIANTS, rounds or ROUNDS, lambda variant: measure(machine, variant), warm_up=False
    )
    report = Report("One call")
    report.text(
        f"An empty method is called, {rounds or ROUNDS} rounds, each figure from a JVM of its own. All "
        "variants count their calls; a run fails if TLO or the timer counted others than were made. "
        "Spans are recorded but not exported, and the timer keeps no percentiles: both then cost least."
    )
    for shape in SHAPES:
        table_of_shape(report, found, shape)
    table_of_threads(report, found)
    report.targets(*recorded(found), *threads(found), *skipped(found))
    return report


def measure(machine, variant):
    """Returns Calls by shape, and for two threads."""
    shapes = "|".join(SHAPES)
    found = jmh_run(machine, variant, f"({shapes})")
    if variant.in_two_threads:
        same = jmh_run(machine, variant, SHAPE_OF_THREADS, "-t", "2")
        found[SAME] = same[SHAPE_OF_THREADS]
        found[DIFFERENT] = jmh_run(machine, variant, "different")["different"]
    return found


def jmh_run(machine, variant, methods, *arguments):
    name = rf"\.{variant.calls}\.{methods}$"
    arguments = ["-w", variant.warm_up, *variant.arguments, *arguments]
    return jmh.run(machine, name, variant.options, arguments)


def table_of_shape(report, found, shape):
    report.text(f"{SHAPES[shape].capitalize()}, one thread:")
    report.table(
        ["around the call", "ns per call", "B per call", "multiple of the floor"],
        [
            [name, nanos(found, name, shape).text(1), f"{allocated(found, name, shape):.0f}",
             multiple(found, name, shape).text(2)]
            for name in VARIANTS
        ],
    )


def table_of_threads(report, found):
    report.text(f"Calls of two threads in a time, as a multiple of one thread's ({SHAPES[SHAPE_OF_THREADS]}):")
    report.table(
        ["around the call", "same task", "different tasks"],
        [
            [name, scaling(found, name, SAME).text(2), scaling(found, name, DIFFERENT).text(2)]
            for name, variant in VARIANTS.items()
            if variant.in_two_threads
        ],
    )


def nanos(found, name, shape):
    return Samples(calls[shape].nanos for calls in found[name])


def allocated(found, name, shape):
    return Samples(calls[shape].bytes for calls in found[name]).median


def multiple(found, name, shape, base=FLOOR):
    return nanos(found, name, shape).ratio_to(nanos(found, base, shape))


def scaling(found, name, how):
    return Samples(
        calls[how].in_a_microsecond / calls[SHAPE_OF_THREADS].in_a_microsecond
        for calls in found[name]
    )


def recorded(found):
    most = max(allocated(found, TLO, shape) for shape in SHAPES)
    return [
        at_most("recorded call, multiple of the floor, worst shape", 2.5, worst(found, TLO)),
        at_most("B per recorded call, worst shape", 200, most, 0),
        at_most("recorded call, part of `@WithSpan`'s time, worst shape", 0.2, worst(found, TLO, SPAN), 3),
    ]


def threads(found):
    return [
        at_least(f"recorded calls of {DIFFERENT}", 1.8, scaling(found, TLO, DIFFERENT).median),
        at_least(f"recorded calls of {SAME}", 1.4, scaling(found, TLO, SAME).median),
    ]


def skipped(found):
    # Less than one small object in a hundred calls is JMH's own and the history's.
    most = round(max(allocated(found, SKIPPED, shape) for shape in SHAPES), 1)
    return [
        at_most("skipped call, multiple of the floor, worst shape", 0.3, worst(found, SKIPPED)),
        at_most("B per skipped call, worst shape", 0, most, 1),
    ]


def worst(found, name, base=FLOOR):
    return max(multiple(found, name, shape, base).median for shape in SHAPES)
