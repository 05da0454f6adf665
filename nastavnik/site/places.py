"""Which information resource is our own section: the one whose consents name its address."""

from urllib.parse import urlsplit

from django.urls import reverse

from nastavnik.consents.models import Resource
from nastavnik.organisations.models import Organisation
from nastavnik.site.models import Publication


def section_path(organisation: Organisation) -> str:
    """The path of the public section of an institution; stable, it stands in consents (9.1)."""
    return reverse("section:publication-list", args=[organisation.slug])


def is_ours(resource: Resource, organisation: Organisation) -> bool:
    """Whether a resource is our section: consents name it by its full address, the host is the installation's."""
    return urlsplit(resource.address).path.rstrip("/") == section_path(organisation).rstrip("/")


def page_of(publication: Publication) -> str:
    """The address of a publication: in our section, or where it was placed by hand."""
    if is_ours(publication.resource, publication.organisation):
        return reverse("section:publication-detail", args=[publication.organisation.slug, publication.number])
    return publication.link
