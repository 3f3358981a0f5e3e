"""Break lines that matter, one at a time, and see whether a test fails.

    python -m tests.mutants [--lines 1] [--seed 0] [MODULE ...]

Takes a sample of lines of each module in chosen.toml, or of those named, such as
core/dates.py. Works on a copy of the tree. Ends with 1 where a broken line goes unnoticed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_item import TestOutcome

from .sample import sample

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
LONGEST = 600  # seconds that the tests of one mutant may take


def copy_tree(folder):
    """The files of the tree, as they stand, and the compiled catalogues."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    compiled = [str(path.relative_to(ROOT)) for path in ROOT.glob("apps/**/*.mo")]
    for name in [*listed, *compiled]:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def command(tests):
    paths = " ".join(f"tests/{name}" for name in tests)
    options = '-x -q -p no:cacheprovider -m "not browser and not postgres"'
    return f"{sys.executable} -m pytest {options} {paths}"


def survivors(modules, options):
    """The names of sampled mutants that their tests do not notice."""
    for module, tests in modules.items():
        for mutant in sample(Path("apps") / module, options.lines, options.seed):
            result = mutate_and_test([mutant.mutation], command(tests), LONGEST)
            print(f"{result.test_outcome.value:9} {mutant.name}", flush=True)
            if result.test_outcome != TestOutcome.KILLED:
                yield mutant.name


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    parser.add_argument("--lines", type=int, default=1, help="of each module")
    parser.add_argument("--seed", default="0", help="another one, another sample")
    options = parser.parse_args()
    chosen = tomllib.loads((HERE / "chosen.toml").read_text("utf-8"))
    modules = {
        name: tests
        for name, tests in chosen["modules"].items()
        if name in (options.modules or chosen["modules"])
    }
    os.environ |= {"DATABASE_URL": "", "PYTHONDONTWRITEBYTECODE": "1"}
    with tempfile.TemporaryDirectory(prefix="baliportal-mutants-") as folder:
        copy_tree(Path(folder))
        os.chdir(folder)
        whole = sorted({name for tests in modules.values() for name in tests})
        if subprocess.call(command(whole), shell=True):
            sys.exit("The tests fail with nothing broken.")
        found = set(survivors(modules, options))
        os.chdir(ROOT)
    unnoticed = sorted(found - chosen["known"].keys())
    print(f"\n{len(unnoticed)} broken lines went unnoticed.", *unnoticed, sep="\n")
    sys.exit(bool(unnoticed))


if __name__ == "__main__":
    main()
