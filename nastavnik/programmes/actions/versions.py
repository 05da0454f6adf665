"""Keep a version when a programme is offered, approved or changed by agreement (8.2, 4.4.7)."""

from django.db import transaction

from nastavnik.accounts.models import User
from nastavnik.kit import clock
from nastavnik.programmes.models import Occasion, Programme, ProgrammeVersion
from nastavnik.programmes.snapshots import snapshot


@transaction.atomic
def keep_version(programme: Programme, *, by: User | None, occasion: str = Occasion.OFFERED) -> ProgrammeVersion:
    """What stands now, under the number of its text; kept twice it is one. Inside the act that gives occasion."""
    version, _is_new = ProgrammeVersion.objects.update_or_create(
        programme=programme,
        version=programme.version,
        defaults={
            "organisation_id": programme.organisation_id,
            "occasion": occasion,
            "content": snapshot(programme),
            "made_at": clock.now(),
            "made_by": by,
        },
    )
    return version


@transaction.atomic
def approve_version(programme: Programme, *, by: User) -> ProgrammeVersion:
    """The kept version is the approved one; a programme offered before versions were kept gets its own now."""
    version = ProgrammeVersion.objects.filter(programme=programme, version=programme.version).first()
    version = version or keep_version(programme, by=by)
    version.approved_on, version.approved_by = clock.today(), by
    version.save(update_fields=["approved_on", "approved_by"])
    return version
