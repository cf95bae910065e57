"""What is measured on."""

import os
import platform
from datetime import date
from pathlib import Path


class Machine:
    """A JDK on this machine."""

    def __init__(self, java_home, version, feature):
        self.java_home = Path(java_home)
        self.version = version
        self.feature = feature

    def java(self, options, command):
        return [str(self.java_home / "bin" / "java"), *options, *command]

    def text(self):
        return (
            f"Java {self.version}, {os.cpu_count()} processors"
            f"{processor()}, {platform.system()} {platform.machine()}, {date.today()}"
        )


def processor():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return ""
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f" ({names[0]})" if names else ""
