"""Puts results into a page that marks their places."""

import re
import sys
from pathlib import Path

MARKS = "'<!-- {name} -->' ... '<!-- end -->'"


def replace_in(page, name, markdown):
    """Replaces what stands between <!-- name --> and <!-- end -->."""
    text = read(page)
    problem = problem_in(text, name)
    if problem:
        sys.exit(f"{page}: {problem}")
    changed = place(name).sub(lambda found: found[1] + markdown + found[2], text)
    Path(page).write_text(changed, encoding="utf-8")


def problem_with(page, names):
    """Returns why results of those names cannot be put into the page, or None."""
    try:
        text = read(page)
    except (OSError, UnicodeDecodeError) as e:
        return f"'{page}' cannot be read: {e}"
    problems = [problem for problem in (problem_in(text, name) for name in names) if problem]
    return f"'{page}': {'; '.join(problems)}" if problems else None


def problem_in(text, name):
    count = len(place(name).findall(text))
    return None if count == 1 else f"found {count} places {MARKS.format(name=name)}, needed is one"


def place(name):
    return re.compile(rf"(<!-- {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)


def read(page):
    return Path(page).read_text(encoding="utf-8")
