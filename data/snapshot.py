#!/usr/bin/env python3
"""Makes the two snapshots that the program ships, out of copies of the BLS data.

    python3 data/snapshot.py SHARED/data

writes bls-cpi-u.csv.gz and bls-oews-public.csv.gz beside this file. The same input gives the same
bytes. It needs nothing but Python. What the snapshots hold, where they come from and their
hashes: shipped.toml.
"""

import csv
import gzip
import io
import sys
from pathlib import Path

HERE = Path(__file__).parent
ITEMS = {"SA0", "SAH1", "SAM"}  # all items, shelter, medical care
AVERAGES = ["annual", "first-half", "second-half"]


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def write(name, header, table):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(table)
    with open(HERE / name, "wb") as file:
        with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=file, mtime=0) as packed:
            packed.write(text.getvalue().encode("utf-8"))


def prices(inflation):
    """A row a series and year: twelve months, then the averages; blank where nothing was published."""
    years = {}
    for name, key in [("cpi_u_monthly.csv.gz", "month"), ("cpi_u_averages.csv.gz", "period")]:
        for row in rows(inflation / name):
            if row["item_code"] not in ITEMS:
                continue
            series = (row["area_code"], row["item_code"], row["series_id"], row["area_name"], row["item"])
            cells = years.setdefault((*series, int(row["year"])), [""] * 15)
            at = int(row[key]) - 1 if key == "month" else 12 + AVERAGES.index(row[key])
            assert cells[at] == "", row
            cells[at] = row["value"]
    header = ["area_code", "item_code", "series_id", "area_name", "item", "year"]
    header += [str(month) for month in range(1, 13)] + AVERAGES
    write("bls-cpi-u.csv.gz", header, ([*key, *cells] for key, cells in sorted(years.items())))


def wages(peer_pay):
    """A row an area, owner and occupation; what BLS prints, with its footnotes."""
    measures = ["employment", "employment_rse_pct", "hourly_mean", "annual_mean", "wage_rse_pct"]
    for unit in ["hourly", "annual"]:
        measures += [f"{unit}_{point}" for point in ["p10", "p25", "median", "p75", "p90"]]
    measures.append("footnotes")
    table = []
    for row in rows(peer_pay / "oews_2025_public_occupations_by_area.csv.gz"):
        place = [row["area_type"], row["area_code"], row["area_name"], row["state"], "000000", "all ownerships"]
        table.append([*place, row["soc"], row["occupation"], *(row[m] for m in measures)])
    for row in rows(peer_pay / "oews_2025_public_occupations_by_ownership_us.csv.gz"):
        if row["industry_code"] == "000000":
            continue  # the national row of the file by area
        place = ["national", "0000000", "National", "", row["industry_code"], row["ownership"]]
        table.append([*place, row["soc"], row["occupation"], *(row[m] for m in measures)])
    header = ["area_type", "area_code", "area_name", "state", "industry", "owner", "soc", "occupation", *measures]
    write("bls-oews-public.csv.gz", header, sorted(table))


if __name__ == "__main__":
    shared = Path(sys.argv[1])
    prices(shared / "inflation")
    wages(shared / "peer-pay")
