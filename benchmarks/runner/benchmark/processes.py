"""Runs a program as a process of its own and reads what the operating system says it used."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

from . import places
from .samples import Samples, in_turn

# An agent that needs something to write to, or a JVM that dies, must not end in a table.
FAILED = "{command}\nended with exit code {code}; it printed:\n{out}{err}"
# An agent that could not do its work lets the program run on, to exit code 0; it only says so.
SPOKE = "{command}\nmust print nothing on stderr under TLO at log=error, but it printed:\n{err}"


@dataclass(frozen=True)
class Run:
    """One finished process. Times in seconds, memory in MiB."""

    user: float
    system: float
    wall: float
    peak: float
    out: str
    err: str

    @property
    def cpu(self):
        return self.user + self.system

    def values(self):
        """Returns the lines of the form name=number that the program printed."""
        pairs = (line.split("=", 1) for line in self.out.splitlines() if "=" in line)
        return {name: float(text) for name, text in pairs}


def run(command, may_speak=False):
    """Runs a command to its end; one that fails, or under which TLO complains, ends the benchmark.

    TLO may complain where there is a reason to.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.monotonic()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=environment()
        )
        # Of this one process alone, and exact; what a shell's time prints is rounded to more.
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        finished = Run(
            used.ru_utime, used.ru_stime, wall, peak_mib(used.ru_maxrss), read(out), read(err)
        )
    require_good(command, process.returncode, finished, may_speak)
    return finished


def require_good(command, code, finished, may_speak=False):
    line, out, err = " ".join(command), finished.out[-2000:], finished.err[-2000:]
    if code != 0:
        sys.exit(FAILED.format(command=line, code=code, out=out, err=err))
    if is_under_tlo(command) and err and not may_speak:
        sys.exit(SPOKE.format(command=line, err=err))


def is_under_tlo(command):
    """JMH is not: it only hands the option on, and what it starts counts TLO's calls itself."""
    return any(argument.startswith(f"-javaagent:{places.AGENT}") for argument in command)


def cpu(runs):
    return Samples(run.cpu for run in runs)


def cpu_in_turn(commands, rounds, warm_up=True):
    """Runs each command once in each round; returns what CPU they used, by the commands' names."""
    runs = in_turn(commands, rounds, run, warm_up)
    return {name: cpu(list) for name, list in runs.items()}


def environment():
    """Returns the variables without those that would change what is measured."""
    named = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
    prefixes = ("TLO_", "OTEL_", "ELASTIC_APM_")
    return {
        name: value
        for name, value in os.environ.items()
        if name not in named and not name.startswith(prefixes)
    }


def peak_mib(maxrss):
    """Linux counts in KiB, macOS in bytes."""
    return maxrss / 1024 / (1024 if sys.platform == "darwin" else 1)


def read(file):
    file.seek(0)
    return file.read().decode(errors="replace")
