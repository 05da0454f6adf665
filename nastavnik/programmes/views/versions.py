"""«Что изменилось»: what was offered, approved and changed, the differences in words (8.2)."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from nastavnik.kit import clock
from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.programmes.models import Programme, ProgrammeVersion
from nastavnik.programmes.snapshots import differences, snapshot


@act("programmes.view_programme", Programme, related=("relation",))
def version_list(request: Request, organisation: Organisation, programme: Programme) -> HttpResponse:
    """The kept versions, latest first; the chosen one against the one before it.

    What has been written since the latest is shown first, as long as it has not been offered.
    """
    kept = list(programme.versions.select_related("made_by", "approved_by"))
    unsent = differences(kept[-1].content, snapshot(programme), clock.today()) if kept and programme.is_writable else []
    asked = request.GET.get("version", "")
    numbers = [str(one.version) for one in kept]
    at = numbers.index(asked) if asked in numbers else len(kept) - 1
    context = {
        "programme": programme,
        "versions": [(number, one) for number, one in enumerate(kept, 1)][::-1],
        "unsent": unsent,
        "chosen": kept[at] if kept else None,
        "before": kept[at - 1] if at > 0 else None,
        "number": at + 1,
        "changed": differences(kept[at - 1].content, kept[at].content, _day(kept[at])) if at > 0 else [],
    }
    return render(request, "programmes/version_list.html", context)


def _day(version: ProgrammeVersion) -> date:
    return timezone.localdate(version.made_at)
