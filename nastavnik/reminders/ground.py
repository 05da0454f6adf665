"""What the daily command has to know of the institutions whose rows it looks at: terms, working days, roles."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from nastavnik.appeals.addressees import Holders
from nastavnik.organisations.calendar import WorkingCalendar, working_calendars
from nastavnik.organisations.models import Role, RoleKind, Settings

_RUNNING = (RoleKind.HEAD, RoleKind.CURATOR, RoleKind.COUNCIL)


@dataclass
class Ground:
    """Read once per institution, for a whole chunk of rows by three queries; it grows with institutions only."""

    day: date
    settings: dict[UUID, Settings] = field(default_factory=dict)
    _calendars: dict[UUID, WorkingCalendar] = field(default_factory=dict)
    _alike: dict[WorkingCalendar, WorkingCalendar] = field(default_factory=dict)
    _roles: dict[UUID, dict[str, list[UUID]]] = field(default_factory=dict)

    def learn(self, organisations: Iterable[UUID]) -> None:
        """Read what is not known yet of these institutions."""
        unknown = set(organisations) - self.settings.keys()
        if not unknown:
            return
        self.settings.update({row.organisation_id: row for row in Settings.objects.filter(organisation__in=unknown)})
        for key, calendar in working_calendars(unknown).items():
            self._calendars[key] = self._alike.setdefault(calendar, calendar)
        for key in unknown:
            self._roles[key] = defaultdict(list)
        held = Role.objects.filter(organisation__in=unknown, kind__in=_RUNNING).on(self.day)
        for role in held.order_by("-is_acting", "-since"):  # as queries.holder_of: who acts comes first
            self._roles[role.organisation_id][role.kind].append(role.user_id)

    def calendar(self, organisation: UUID) -> WorkingCalendar:
        return self._calendars[organisation]

    def is_working(self, organisation: UUID) -> bool:
        """Whether the day is worked there: on a day off nobody is reminded of anything but what the law counts."""
        return self._calendars[organisation].is_working(self.day)

    def working_days_on(self, organisation: UUID, day: date, count: int) -> date:
        """The day that is so many working days after a day."""
        return self._calendars[organisation].add(day, count)

    def holders(self, organisation: UUID) -> Holders:
        """Who holds the roles there, as the ways of appeals ask for it."""
        roles = self._roles[organisation]
        return Holders(*(frozenset(roles[kind]) for kind in _RUNNING))

    def holder(self, organisation: UUID, kind: str) -> UUID | None:
        """Whose authority the role is today: the acting head's where one acts."""
        return next(iter(self._roles[organisation][kind]), None)
