"""Mutants: lines of the modules that matter, each changed in one place by Cosmic Ray."""

import hashlib
import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from cosmic_ray.commands import init
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec

# Operators whose changes are rarely without effect, and never only an error of types.
OPERATORS = re.compile(
    r"core/(?:AddNot|ReplaceTrueWithFalse|ReplaceFalseWithTrue|ReplaceAndWithOr|"
    r"ReplaceOrWithAnd|ReplaceBreakWithContinue|ReplaceContinueWithBreak|"
    r"ZeroIterationForLoop|ReplaceComparisonOperator_(?:Eq_NotEq|NotEq_Eq|Lt_LtE|LtE_Lt|"
    r"Gt_GtE|GtE_Gt)|ReplaceBinaryOperator_(?:Add_Sub|Sub_Add|BitOr_BitAnd|BitAnd_BitOr)|"
    r"ReplaceUnaryOperator_Delete_(?:Not|USub))"
)
# Lines that say nothing of what is done: decorators, and types of arguments.
DECLARES = ("@", "def ", "async def ")


@dataclass(frozen=True)
class Mutant:
    """One changed place of one line."""

    mutation: MutationSpec
    line: str  # as it stands
    changed: str  # the same line, changed

    @property
    def name(self):
        return f"{self.mutation.module_path}: {self.changed}"

    def rank(self, seed):
        """A number that depends on the line and not on those around it, so that a change
        of a module leaves the sample of its other lines as it is."""
        known = f"{seed} {self.mutation.operator_name} {self.name} {self.line}"
        return hashlib.sha256(known.encode()).hexdigest()


def mutants_of(module: Path):
    """Every mutant of a module that changes a single line, which does something."""
    source = module.read_text("utf-8")
    for mutation in _mutations(module):
        operator = get_operator(mutation.operator_name)(**mutation.operator_args)
        code = mutate_code(source, operator, mutation.occurrence)
        lines = zip(source.splitlines(), code.splitlines(), strict=False)
        differing = [(old.strip(), new.strip()) for old, new in lines if old != new]
        if len(differing) == 1 and not differing[0][0].startswith(DECLARES):
            yield Mutant(mutation, *differing[0])


def _mutations(module):
    with use_db(":memory:", WorkDB.Mode.create) as database:
        init([module], database, {})
        for item in database.work_items:
            (mutation,) = item.mutations
            if OPERATORS.fullmatch(mutation.operator_name):
                yield mutation


def sample(module, number, seed):
    """So many mutants of a module, each of another line."""
    by_line = {}
    for mutant in sorted(mutants_of(module), key=lambda mutant: mutant.rank(seed)):
        by_line.setdefault(mutant.line, mutant)
    return list(islice(by_line.values(), number))
