"""The life of a staff table that was brought in (4.4.5): checked, then applied as a whole or dropped."""

from django.utils.translation import gettext_lazy as _

from nastavnik.kit.lifecycle import Lifecycle, Move
from nastavnik.people.models import StaffImport

STAFF_IMPORT = Lifecycle(
    "staff import",
    StaffImport.State,
    (
        Move("apply", _("Внести в базу"), ("checked",), "applied", "staff_imported"),
        Move("drop", _("Отменить"), ("checked",), "dropped", "staff_import_dropped"),
    ),
)
