"""Where the institution publishes: added, corrected while no consent names it, retired."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.consents.models import Consent, Resource
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation


@transaction.atomic
def add_resource(organisation: Organisation, *, by: User, kind: str, name: str, address: str) -> Resource:
    """A place to publish, by its full address. Raises Refused when one in use has the same address."""
    resource = Resource(organisation=organisation, kind=kind, name=name, address=address, added_on=clock.today())
    _save(resource, force_insert=True)
    journal.record("resource_added", resource, by=by, address=address)
    return resource


@transaction.atomic
def change_resource(resource: Resource, *, by: User, kind: str, name: str, address: str) -> Resource:
    """Correct it. Raises Refused once a blank names it: what was signed for one address holds for no other."""
    asked = Consent.objects.filter(organisation_id=resource.organisation_id, scope__has_key="resources")
    if any(str(resource.pk) in scope["resources"] for scope in asked.values_list("scope", flat=True)):
        raise Refused(
            _(
                "Этот адрес уже стоит в согласиях: закройте ресурс и добавьте новый. Согласия на прежний адрес "
                "на новый не переходят."
            )
        )
    resource.kind, resource.name, resource.address = kind, name, address
    _save(resource, update_fields=["kind", "name", "address"])
    journal.record("resource_changed", resource, by=by, address=address)
    return resource


@transaction.atomic
def retire_resource(resource: Resource, *, by: User) -> Resource:
    """Not used any more from today: nothing may be published there. What was signed stays readable."""
    stored = Resource.objects.select_for_update().get(pk=resource.pk)
    if stored.retired_on is not None:
        raise Refused(_("Этот ресурс уже закрыт %(day)s.") % {"day": f"{stored.retired_on:%d.%m.%Y}"})
    resource.retired_on = clock.today()
    resource.save(update_fields=["retired_on"])
    journal.record("resource_retired", resource, by=by)
    return resource


def _save(resource: Resource, **how) -> None:
    """The database has the last word on the address."""
    try:
        with transaction.atomic():
            resource.save(**how)
    except IntegrityError as error:
        raise Refused(_("Такой адрес уже внесён."), field="address") from error
