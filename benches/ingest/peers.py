"""Reads national-test files with one peer and prints the rows and the filled cells per column.

    python peers.py PEER FILE...

Types are declared, none is guessed, and every cell of every column becomes a value of its type.
"""

import json
import sys

MEASURES = [f"{what}_p{area}" for area in (1, 2, 3) for what in ("theta", "sem")]
TEXTS = ["pnr", "skoleaar", "fagid", "testtype"]
COLUMNS = ["pnr", "instnr", "skoleaar", "klassetrin", "fagid", "testtid", "testtype", *MEASURES, "niveau"]


def duckdb_source(files):
    types = {"instnr": "INTEGER", "klassetrin": "TINYINT", "testtid": "TIMESTAMP", "niveau": "TINYINT"}
    types |= dict.fromkeys(TEXTS, "VARCHAR") | dict.fromkeys(MEASURES, "DOUBLE")
    columns = {name: types[name] for name in COLUMNS}
    return (
        f"read_csv({files}, columns={columns}, delim=';', decimal_separator=',',"
        " header=true, auto_detect=false)"
    )


def duckdb_table(files):
    """A table in memory."""
    import duckdb

    duckdb.sql(f"CREATE TABLE results AS FROM {duckdb_source(files)}")
    filled = ", ".join(f"count({name})" for name in COLUMNS)
    [row] = duckdb.sql(f"SELECT count(*), {filled} FROM results").fetchall()
    return row


def duckdb_aggregate(files):
    """Nothing kept: least and greatest of every column, sums of the numbers."""
    import duckdb

    filled = ", ".join(f"count({name})" for name in COLUMNS)
    span = ", ".join(f"min({name}), max({name})" for name in COLUMNS)
    sums = ", ".join(f"sum({name})" for name in ["instnr", "klassetrin", "niveau", *MEASURES])
    [row] = duckdb.sql(f"SELECT count(*), {filled}, {span}, {sums} FROM {duckdb_source(files)}").fetchall()
    return row[: 1 + len(COLUMNS)]


def polars_source(files):
    import polars as pl

    types = {"instnr": pl.Int32, "klassetrin": pl.Int8, "testtid": pl.Datetime("us"), "niveau": pl.Int8}
    types |= dict.fromkeys(TEXTS, pl.String) | dict.fromkeys(MEASURES, pl.Float64)
    schema = {name: types[name] for name in COLUMNS}
    return pl.scan_csv(files, schema=schema, separator=";", decimal_comma=True)


def polars_frame(files, engine="in-memory"):
    """A frame in memory."""
    frame = polars_source(files).collect(engine=engine)
    empty = frame.null_count().row(0)
    return (frame.height, *(frame.height - count for count in empty))


def polars_frame_streaming(files):
    """A frame in memory, read by the streaming engine."""
    return polars_frame(files, engine="streaming")


def polars_aggregate(files):
    """Nothing kept: least and greatest of every column, sums of the numbers; streaming engine."""
    import polars as pl

    numbers = ["instnr", "klassetrin", "niveau", *MEASURES]
    frame = polars_source(files).select(
        pl.len().alias("rows"),
        pl.col(COLUMNS).count().name.suffix(" filled"),
        pl.col(COLUMNS).min().name.suffix(" least"),
        pl.col(COLUMNS).max().name.suffix(" greatest"),
        pl.col(numbers).cast(pl.Float64).sum().name.suffix(" sum"),
    )
    return frame.collect(engine="streaming").row(0)[: 1 + len(COLUMNS)]


PEERS = {
    "duckdb, table": duckdb_table,
    "duckdb, aggregate": duckdb_aggregate,
    "polars, frame": polars_frame,
    "polars, frame, streaming": polars_frame_streaming,
    "polars, aggregate, streaming": polars_aggregate,
}


def main():
    peer, *files = sys.argv[1:]
    rows, *filled = PEERS[peer](files)
    print(json.dumps({"rows": rows, "filled": dict(zip(COLUMNS, filled, strict=True))}))


if __name__ == "__main__":
    main()
