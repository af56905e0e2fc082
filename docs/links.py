"""`make links`: what Sphinx found of the links that leave the site, a dead network told apart.

The exit status is 1 if a page is not there, 3 if some host did not answer, 0 if all are there.
"""

import json
import sys
from pathlib import Path

# What libraries say of a host that cannot be reached, which says nothing of the page.
NETWORK = ("resolve", "connection", "timed out", "timeout", "max retries", "proxy", "unreachable")


def sorted_out(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the links of linkcheck's output that are broken, and those of which nothing is known.

    Each is "PAGE:LINE ADDRESS (REASON)".
    """
    broken, unknown = [], []
    for line in lines:
        one = json.loads(line)
        if one["status"] not in ("broken", "timeout"):
            continue
        told = f"{one['filename']}:{one['lineno']} {one['uri']} ({one['info'][:120]})"
        lost = one["status"] == "timeout" or any(word in one["info"].lower() for word in NETWORK)
        (unknown if lost else broken).append(told)
    return broken, unknown


def main(path: str) -> int:
    """Print what is wrong with the links in the output of linkcheck; return the exit status."""
    lines = Path(path).read_text("utf-8").splitlines()
    broken, unknown = sorted_out(lines)
    for told in broken:
        print(f"not there: {told}")
    for told in unknown:
        print(f"not reached: {told}")
    print(f"{len(lines)} links: {len(broken)} not there, {len(unknown)} not reached")
    return 1 if broken else 3 if unknown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
