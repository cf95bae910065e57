"""Puts results into a page that marks their places."""

import re
import sys
from pathlib import Path


def replace_in(page, name, markdown):
    """Replaces what stands between <!-- name --> and <!-- end -->."""
    path = Path(page)
    text = path.read_text()
    place = re.compile(rf"(<!-- {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)
    changed, count = place.subn(lambda found: found[1] + markdown + found[2], text)
    if count != 1:
        sys.exit(f"{page}: found {count} places '<!-- {name} -->' ... '<!-- end -->', needed is one")
    path.write_text(changed)
