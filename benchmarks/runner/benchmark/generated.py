"""Jars of generated classes, made once."""

import os

from . import places, processes


def jar(machine, variant, methods):
    """Returns the jar of that variant with so many methods; makes it if it is missing or too old."""
    places.GENERATED.mkdir(parents=True, exist_ok=True)
    file = places.GENERATED / f"{variant}-{methods}.jar"
    if not file.exists() or file.stat().st_mtime < places.GENERATOR.stat().st_mtime:
        # Under another name first: one that was interrupted must not look like a whole one.
        part = file.with_suffix(".part")
        processes.run(machine.java([], ["-jar", str(places.GENERATOR), str(methods), str(part), variant]))
        os.replace(part, file)
    return file
