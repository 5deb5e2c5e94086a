"""Write the catalogue of the published release: ``python -m catalogue``."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from catalogue import changes, data_package, diagram, manifest, page, workbook
from catalogue.keywords import with_keywords
from catalogue.lineage import Lineage
from catalogue.measure import measured
from catalogue.model import Catalogue
from python_udfs import release
from python_udfs.publish import warehouse

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Written:
    """What was written, and where."""

    folder: Path
    catalogue: Catalogue
    changes: changes.Changes


def described(target: Path, published: Path, root: Path = ROOT) -> Catalogue:
    """The catalogue of what dbt described in ``target`` and published as ``published``."""
    known, relations = manifest.load(target)
    catalogue = manifest.traced(manifest.read(known, root), Lineage(known, relations))
    release_id, built_at = released(published.parent)
    catalogue = replace(catalogue, release_id=release_id, built_at=built_at)
    return with_keywords(measured(catalogue, published))


def released(folder: Path) -> tuple[str, str]:
    """The id of the release that was published last, and when it was built, in UTC."""
    try:
        with release.open_history(folder) as history:
            rows = history.execute(
                """
                select release_id, strftime(built_at, '%Y-%m-%dT%H:%M:%SZ') from builds
                where published_at is not null
                order by published_at desc, built_at desc limit 1
                """
            ).fetchall()
    except release.NoHistory:
        rows = []
    return rows[0] if rows else ("unknown", "")


def write(catalogue: Catalogue, published: Path, folder: Path) -> Written:
    """Write workbooks, data package, diagram and page into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    since = changes.since_last(catalogue, folder)
    for old in folder.glob("*.ods"):
        old.unlink()
    for share in catalogue.shares:
        workbook.write(catalogue, share, since, folder / f"{share.name}.ods")
    data_package.write(catalogue, published, folder)
    mermaid = diagram.mermaid(catalogue)
    (folder / "erd.mmd").write_text(mermaid, encoding="utf-8")
    (folder / "erd.svg").write_text(diagram.svg(catalogue), encoding="utf-8")
    page.write(catalogue, since, folder / "index.html")
    changes.keep(catalogue, folder)
    return Written(folder, catalogue, since)


def main() -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m catalogue", description=__doc__)
    parser.add_argument(
        "--warehouse",
        type=Path,
        default=warehouse(),
        help="folder of the database files (default: %(default)s)",
    )
    parser.add_argument(
        "--target",
        type=Path,
        default=Path(os.environ.get("DBT_TARGET_PATH", "target")),
        help="folder of dbt's manifest and catalog (default: %(default)s)",
    )
    parser.add_argument("--out", type=Path, help="where to write (default: catalogue there)")
    chosen = parser.parse_args()
    published = chosen.warehouse / "published.duckdb"
    folder = chosen.out or chosen.warehouse / "catalogue"
    try:
        done = write(described(chosen.target, published), published, folder)
    except manifest.NoCatalogue as error:
        print(f"No catalogue. {error}", file=sys.stderr)
        return 1
    shares = done.catalogue.shares
    n_variables = sum(len(table.variables) for table in done.catalogue.tables)
    print(
        f"Catalogue: {folder / 'index.html'}, {len(shares)} shares,"
        f" {len(done.catalogue.tables)} tables, {n_variables} variables. {done.changes.said}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
