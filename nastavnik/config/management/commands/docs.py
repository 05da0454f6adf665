"""`nastavnik docs`: write the generated pages of docs/; with --check say which are stale, and fail."""

from django.core.management.base import BaseCommand, CommandError

from nastavnik.config.docs.pages import PAGES, written


class Command(BaseCommand):
    help = "Write docs/lifecycles.md, permissions.md, personal-data.md, clauses.md from the code."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail when a page is stale")

    def handle(self, *arguments, check: bool = False, **options) -> None:
        stale = []
        for name, build in PAGES.items():
            path, text = written(name), build()
            if path.exists() and path.read_text(encoding="utf-8") == text:
                continue
            stale.append(name)
            if not check:
                path.write_text(text, encoding="utf-8")
        if check and stale:
            raise CommandError(f"Устарели страницы: {', '.join(stale)}. Выполните make docs.")
