"""Records in a database: how many a second, and what a call costs the thread that makes it."""

import socket
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import places, processes
from .report import Report, at_least, at_most
from .samples import Samples, in_turn

HELP = "records written to databases, next to plain inserts; a call whose record is, next to memory alone"
ROUNDS = 5
RECORDS = 100_000

SQLITE = "SQLite"
POSTGRESQL = "PostgreSQL"
NOBODY = "nobody"
MEMORY = "memory"


@dataclass(frozen=True)
class Calls:
    """How a task is called: where its records go, with rests or without, and what becomes of them."""

    database: str
    pace: str
    records: str
    base: str


PACED = "memory alone, rests"
FLAT_OUT = "memory alone, no rests"
CALLS = {
    PACED: Calls(MEMORY, "rests", "memory", PACED),
    "SQLite, rests: all are written": Calls(SQLITE, "rests", "written", PACED),
    "PostgreSQL, rests: all are written": Calls(POSTGRESQL, "rests", "written", PACED),
    FLAT_OUT: Calls(MEMORY, "restless", "memory", FLAT_OUT),
    "SQLite, no rests: most are dropped": Calls(SQLITE, "restless", "dropped", FLAT_OUT),
    "PostgreSQL, no rests: most are dropped": Calls(POSTGRESQL, "restless", "dropped", FLAT_OUT),
    "a database that is away, no rests: dropped": Calls(NOBODY, "restless", "dropped", FLAT_OUT),
}


def run(machine, rounds=None):
    rounds = rounds or ROUNDS
    report = Report("Records in a database")
    engines = {SQLITE: SQLITE, POSTGRESQL: POSTGRESQL}
    tell_writes(report, in_turn(engines, rounds, lambda name: writes(machine, name), warm_up=False), rounds)
    tell_calls(report, in_turn(CALLS, rounds, lambda how: calls(machine, how), warm_up=False), rounds)
    return report


def tell_writes(report, found, rounds):
    report.text(
        f"{RECORDS:,} records in a turn, {rounds} rounds, each with a process and a database of its own, in which a "
        "first turn does not count. TLO's time is from the first call of a task until the last record is written. "
        "Then the program writes the same rows itself, into the same table, emptied: with the same driver and "
        "settings, prepared, 500 in a batch and a transaction."
    )
    report.table(
        ["database", "TLO, records a second", "plain inserts, rows a second", "ratio"],
        [
            [name, values(runs, "behind").text(0), values(runs, "plain").text(0), share(runs).text(2)]
            for name, runs in found.items()
        ],
    )
    report.targets(
        *(at_least(f"{name}, part of plain inserts", 0.7, share(runs).median) for name, runs in found.items())
    )


def tell_calls(report, found, rounds):
    report.text(
        f"A void static task is called by one thread, in bursts of 200, {rounds} rounds. With rests, of 50 ms after "
        "each burst, the queue never fills; without, it is always full. What a call takes in the median burst, and "
        "in all of them:"
    )
    report.table(
        ["records go to", "ns per call", "ratio to memory's", "ns per call, mean"],
        [
            [name, values(runs, "median").text(1), to_memory(found, name).text(2), values(runs, "mean").text(1)]
            for name, runs in found.items()
        ],
    )
    report.targets(
        *(
            at_most(f"{name}, ratio to memory's", 1.2, to_memory(found, name).median)
            for name, how in CALLS.items()
            if name != how.base
        )
    )


def values(runs, name):
    return Samples(run.values()[name] for run in runs)


def share(runs):
    return values(runs, "behind").ratio_to(values(runs, "plain"))


def to_memory(found, name):
    return values(found[name], "median").ratio_to(values(found[CALLS[name].base], "median"))


def writes(machine, database):
    with address(database) as url:
        # A queue that holds them all: nothing is dropped, and it is never empty before the end.
        options = places.tlo(*stored_at(url), f"store.queue={RECORDS}")
        return processes.run(machine.java(options, program("Writes", url, RECORDS)))


def calls(machine, how):
    with address(how.database) as url:
        options = places.tlo(*stored_at(url)) if url else places.tlo()
        there = [url] if url and how.database != NOBODY else []
        return processes.run(
            machine.java(options, program("Calls", how.pace, how.records, *there)),
            # What is left in a full queue at the end is told.
            may_speak=how.records == "dropped",
        )


@contextmanager
def address(database):
    """Yields the address of a database that nothing is in yet, None for memory alone."""
    with tempfile.TemporaryDirectory() as folder:
        if database == MEMORY:
            yield None
        elif database == SQLITE:
            yield f"jdbc:sqlite:{Path(folder) / 'tlo.db'}"
        else:
            yield f"jdbc:postgresql://127.0.0.1:{free_port()}/postgres?user=postgres"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def stored_at(url):
    return ["task.state.store=jdbc", f"extensions={places.STORE}", f"store.url={url}"]


def program(name, *arguments):
    return ["-cp", str(places.STORE_PROGRAMS), f"io.tlo.benchmarks.store.{name}", *map(str, arguments)]
