"""dbt on the manifest of a finished build, in place of reading the whole project once more.

    python tests/python/dbt_again.py TARGET ARGUMENTS...

Right where models, macros and ``--vars`` are those of the build whose target folder is TARGET; the
warehouse may be another. It saves most of what a call costs.
"""

from __future__ import annotations

import sys
from pathlib import Path

from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest


def main() -> int:
    """Run dbt; returns its exit status."""
    target, *arguments = sys.argv[1:]
    manifest = Manifest.from_msgpack((Path(target) / "partial_parse.msgpack").read_bytes())
    manifest.build_flat_graph()
    done = dbtRunner(manifest=manifest).invoke(arguments)
    if done.exception is not None:
        print(done.exception, file=sys.stderr)
        return 2
    return 0 if done.success else 1


if __name__ == "__main__":
    sys.exit(main())
