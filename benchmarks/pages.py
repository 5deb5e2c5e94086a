"""Tables in pages of results, between ``<!-- title -->`` and ``<!-- end of title -->``."""

from __future__ import annotations

from pathlib import Path


def markdown(rows: list[dict]) -> str:
    """Rows of equal keys as a table; whole numbers with commas."""
    if not rows:
        return "Not measured yet."
    lines = [" | ".join(rows[0]), " | ".join("---" for _ in rows[0])]
    lines += [
        " | ".join(f"{value:,}" if isinstance(value, int) else str(value) for value in row.values())
        for row in rows
    ]
    return "\n".join(f"| {line} |" for line in lines)


def write(path: Path, tables: dict[str, str]) -> None:
    """Put each table between the marks that bear its title, in place of what is there."""
    page = path.read_text()
    for title, table in tables.items():
        start, end = f"<!-- {title} -->", f"<!-- end of {title} -->"
        before, rest = page.split(start)
        page = before + start + "\n" + table + "\n" + end + rest.split(end)[1]
    path.write_text(page)
    print(f"\nwritten into {path}")
