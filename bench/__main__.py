"""`make bench`: one line per figure (`name value unit goal ok`) and build/bench.json.

Times of one machine prove nothing; each figure is a ratio to a named baseline of the same run, measured in CPU time,
the two by turns, medians. Numbers of queries are counted.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

BUILD = Path(__file__).resolve().parents[1] / "build"


def main() -> int:
    """Print and keep the figures; exit code 1 when a goal is missed."""
    if sys.argv[1:2] == ["matching"]:
        from bench import matching

        return matching.main(sys.argv[2:])
    if sys.argv[1:2] == ["candidates"]:
        from bench import candidates

        return candidates.main(sys.argv[2:])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nastavnik.config.settings")
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        call_command("migrate", interactive=False, verbosity=0)
        from bench.figures import FIGURES

        found = []
        for figure in (figure for measure in FIGURES for figure in measure()):
            ok = "ok" if figure.is_met else "MISSED"
            print(f"{figure.name} {figure.value:.3g} {figure.unit} {figure.goal} {ok}", flush=True)
            found.append(figure)
    BUILD.mkdir(exist_ok=True)
    report = [{**figure.__dict__, "ok": figure.is_met} for figure in found]
    (BUILD / "bench.json").write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0 if all(figure.is_met for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
