"""One line for each budget: what was measured, its limit, and whether it holds."""


def say(what, measured, budget, kept):
    print(
        f"{what:<66} {measured:>16}  budget {budget:<10} {'ok' if kept else 'OVER'}",
        flush=True,
    )
