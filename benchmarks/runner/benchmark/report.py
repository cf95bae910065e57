"""A benchmark's answer: a title, tables, and how the targets were met."""

from dataclasses import dataclass, field


@dataclass
class Report:
    """Is filled by a benchmark and written as Markdown."""

    title: str
    parts: list = field(default_factory=list)

    def table(self, heads, rows):
        """Adds a table; the first column holds words, the others figures."""
        rule = ["---"] + ["---:"] * (len(heads) - 1)
        self.parts.append("\n".join(line(cells) for cells in [heads, rule, *rows]))

    def text(self, sentence):
        self.parts.append(sentence)

    def targets(self, *targets):
        """Adds a line for each target: what was wanted, what was found, and whether that is enough."""
        self.table(
            ["target", "wanted", "found", ""],
            [[t.what, t.wanted, t.found, "met" if t.met else "**missed**"] for t in targets],
        )

    def markdown(self):
        return "\n\n".join(["### " + self.title, *self.parts]) + "\n"


@dataclass(frozen=True)
class Target:
    what: str
    wanted: str
    found: str
    met: bool


def at_most(what, limit, found, digits=2):
    return Target(what, f"<= {limit:g}", f"{found:.{digits}f}", found <= limit)


def at_least(what, limit, found, digits=2):
    return Target(what, f">= {limit:g}", f"{found:.{digits}f}", found >= limit)


def line(cells):
    return "| " + " | ".join(str(cell) for cell in cells) + " |"
