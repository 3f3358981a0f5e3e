"""Every budget of the portal, measured one after the other.

    python -m tests.bench [--quick] [--relevance DIRECTORY]

The whole of it takes about half an hour on two cores, `--quick` some five minutes:
there libraries and lists are a tenth as long. Ends with 1 where a budget does not hold.
"""

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def run(script, *arguments):
    """Run a script of this folder, and show what it says. Returns its budget lines."""
    print(f"\n{script} {' '.join(arguments)}", flush=True)
    process = subprocess.Popen(
        [sys.executable, str(HERE / f"{script}.py"), *arguments],
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    lines = []
    for line in process.stdout:
        print(line, end="", flush=True)
        if "  budget " in line and not line.startswith("  "):
            lines.append(line)
    if process.wait():
        lines.append(f"{script} failed: OVER\n")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--relevance", default="")
    options = parser.parse_args()
    lines = run("pages")
    sizes = ["--small", "2000", "--large", "20000"] if options.quick else []
    lines += run("search_speed", *sizes)
    if options.relevance:
        lines += run("search_relevance", options.relevance)
    lines += run("imports", *(["10000"] if options.quick else []))
    print("\nAll budgets")
    print("".join(lines), end="")
    if not options.relevance:
        print("Relevance was not measured: RELEVANCE= names a judged collection.")
    sys.exit(any("OVER" in line for line in lines))


if __name__ == "__main__":
    main()
