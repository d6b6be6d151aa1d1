#!/usr/bin/env python3
"""Makes the test vectors of inflation: what the Python package cpi says.

    pip install cpi==2.1.0
    python3 data/cpi_vectors.py > crates/goodfaith/tests/case/cpi-vectors.csv

500 pairs of months, each of a random series and with a random amount; the answer to the cent, half
up. The seed is fixed, so the same version of the package gives the same file.
"""

import random
import sys
import warnings
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

warnings.simplefilter("ignore")

import cpi  # noqa: E402

AREAS = """0000 0100 0200 0300 0400 0490 S11A S12A S12B S23A S23B S35A S35B S37B S48B S49A S49B S49C
S49D S49E S49F S49G A421 A311 N400 D200""".split()
ITEMS = ["SA0", "SAH1", "SAM"]
AMOUNTS = [10_000, 2_000_000, 40_000_000]  # up to 100 dollars, 20,000 dollars, 400,000 dollars


def main():
    dice = random.Random(20220712)
    print("series,from,to,amount,answer")
    made = 0
    while made < 500:
        series = f"CUUR{dice.choice(AREAS)}{dice.choice(ITEMS)}"
        months = sorted(date(dice.randint(1950, 2026), dice.randint(1, 12), 1) for _ in range(2))
        cents = dice.randint(1, dice.choice(AMOUNTS))
        if months[0] == months[1]:
            continue
        try:
            answer = cpi.inflate(cents / 100, months[0], to=months[1], series_id=series)
        except cpi.errors.CPIObjectDoesNotExist:
            continue
        answer = Decimal(repr(answer)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        then, now = (f"{month:%Y-%m}" for month in months)
        print(f"{series},{then},{now},{cents / 100:.2f},{answer}")
        made += 1


if __name__ == "__main__":
    sys.exit(main())
