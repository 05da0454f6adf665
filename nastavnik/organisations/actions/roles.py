"""Acts on roles: give one, end one, cancel one that has not begun (1.3/3, 4.3/3, 4.4.1; edge cases 18, 25)."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.kit import clock, journal
from nastavnik.kit.refusal import Refused
from nastavnik.organisations.models import Organisation, Role, RoleKind
from nastavnik.organisations.rules import forget_roles, roles_of

ONE_HOLDER = (RoleKind.HEAD, RoleKind.CURATOR)
DAY = timedelta(days=1)


@transaction.atomic
def give_role(
    organisation: Organisation,
    user: User,
    kind: str,
    *,
    since: date,
    ground: str,
    by: User | None,
    until: date | None = None,
    ground_id: UUID | None = None,
    is_acting: bool = False,
) -> Role:
    """A role from a day on; the answer tells its last day, which is set when somebody is to follow.

    A role of one holder (head, curator) is held by one person on each day: whoever holds it on the first day ends the
    day before, or gives way altogether when they began on the same day; before one who follows later, this role ends.
    The same person on a new ground is a new role. An acting head (`is_acting`) leaves the head's own role as it is;
    an acting one ends when another head comes.

    Raises Refused when the ground is missing, the days are wrong, the role is held already, or who only administers
    makes themselves the head.
    """
    assert not is_acting or kind == RoleKind.HEAD, "only a head is acted for"
    if not ground.strip():
        raise Refused(_("Укажите основание: приказ или распоряжение с датой и номером."), field="ground")
    if until is not None and until < since:
        raise Refused(_("Последний день роли раньше первого: проверьте даты."), field="until")
    _refuse_own_head(organisation, user, kind, by)
    _lock(organisation.pk)
    role = Role(
        organisation=organisation, user=user, kind=kind, since=since, until=until, is_acting=is_acting,
        ground=ground.strip(), ground_id=ground_id,
    )  # fmt: skip
    if is_acting:
        _refuse_second_acting(role)
    else:
        _make_way(role, by=by)
    role.save(force_insert=True)
    _forget(user, by)
    journal.record("role_given", role, by=by, kind=kind, since=since, until=role.until, is_acting=is_acting)
    return role


@transaction.atomic
def end_role(role: Role, *, until: date | None, by: User | None) -> Role:
    """The last day of a role, earlier or later than it was; None: it goes on without a term.

    Raises Refused for a day before the first one, and when somebody else holds the role on the days that are added.
    """
    _lock(role.organisation_id)
    if until is not None and until < role.since:
        said = _("Роль началась %(day)s: последний день не может быть раньше.")
        raise Refused(said % {"day": f"{role.since:%d.%m.%Y}"}, field="until")
    before, role.until = role.until, until
    event = "role_ended"
    if before is not None and (until is None or until > before):
        event = "role_prolonged"
        for other in _beside(role):
            if other.since > before:
                role.until = before
                raise Refused(_held(other), field="until")
    role.save(update_fields=["until"])
    _forget(role.user, by)
    journal.record(event, role, by=by, kind=role.kind, until=until)
    return role


@transaction.atomic
def cancel_role(role: Role, *, by: User | None) -> None:
    """Take back a role that gives no rights yet; the journal alone remembers it. Refused once it has begun."""
    if role.since <= clock.today():
        said = _("Роль уже действует с %(day)s: её можно только завершить.")
        raise Refused(said % {"day": f"{role.since:%d.%m.%Y}"})
    _cancel(role, by=by)


@transaction.atomic
def take_back_roles(organisation: Organisation, ground_id: UUID, *, until: date, by: User | None) -> None:
    """The order item that gave these roles is revoked: their last day is `until`, or the first one if that is later.

    A role that has not begun, and would end before it did, never was: nobody may hold it for its first day.
    """
    _lock(organisation.pk)
    standing = Q(until__isnull=True) | Q(until__gt=until)
    for role in Role.objects.filter(standing, organisation=organisation, ground_id=ground_id).select_related("user"):
        if role.since > max(until, clock.today()):
            _cancel(role, by=by)
        elif role.until is None or role.until > role.since:
            end_role(role, until=max(role.since, until), by=by)


# --- one holder on each day -----------------------------------------------------------------------------------------
def _make_way(role: Role, *, by: User | None) -> None:
    """End or cancel what the new role takes the place of, and end the new one before whoever follows."""
    beside = _beside(role)
    came_before = [other for other in beside if other.since <= role.since]
    if role.kind not in ONE_HOLDER and any(other.until is None for other in came_before):
        raise Refused(_("%(who)s уже исполняет эту роль.") % {"who": role.user})
    for other in [other for other in beside if other.since > role.since]:
        if _outweighs(role, other):
            _cancel(other, by=by)
        elif role.until is None:
            role.until = other.since - DAY
        elif role.until >= other.since:
            raise Refused(_held(other), field="until")
    if role.kind == RoleKind.HEAD:
        _end_acting(role, is_same_head=any(other.user_id == role.user_id for other in came_before), by=by)
    for other in came_before:
        _end_before(role, other, by=by)


def _end_acting(head: Role, *, is_same_head: bool, by: User | None) -> None:
    """Who acted for the head before is done when another comes, and nobody acts for themselves."""
    for acting in _beside(_same_days(head, is_acting=True, until=head.until)):
        is_theirs = acting.user_id == head.user_id
        if acting.since > head.since and is_theirs:
            _cancel(acting, by=by)
        elif acting.since <= head.since and (is_theirs or not is_same_head):
            _end_before(head, acting, by=by)


def _end_before(role: Role, other: Role, *, by: User | None) -> None:
    if other.since == role.since:
        _cancel(other, by=by)
    else:
        end_role(other, until=role.since - DAY, by=by)


def _refuse_own_head(organisation: Organisation, user: User, kind: str, by: User | None) -> None:
    """A technical role opens no door for itself: the head reads everything (edge case 22)."""
    if by is None or by.pk != user.pk or kind != RoleKind.HEAD:
        return
    if not roles_of(by, organisation.pk) & {RoleKind.HEAD, RoleKind.CURATOR}:
        raise Refused(
            _("Назначить руководителем себя нельзя: это вносит руководитель или куратор по приказу."), field="user"
        )


def _refuse_second_acting(role: Role) -> None:
    """One acting head at a day, and not the head: the paper must tell whose signature stands."""
    for other in _beside(role):
        raise Refused(_held(other), field="until" if other.since > role.since else "since")
    if any(head.user_id == role.user_id for head in _beside(_same_days(role, is_acting=False, until=role.until))):
        said = _("%(who)s — руководитель в эти дни: исполнять обязанности назначают другого.")
        raise Refused(said % {"who": role.user}, field="user")


def _beside(role: Role) -> list[Role]:
    """Other roles that cannot be held on the same days as this one, by their first day."""
    rivals = Role.objects.filter(
        Q(until__isnull=True) | Q(until__gte=role.since),
        organisation_id=role.organisation_id,
        kind=role.kind,
        is_acting=role.is_acting,
    )
    if role.until is not None:
        rivals = rivals.filter(since__lte=role.until)
    if role.kind not in ONE_HOLDER:
        rivals = rivals.filter(user_id=role.user_id)
    return list(rivals.exclude(pk=role.pk).select_related("user").order_by("since"))


def _same_days(role: Role, *, is_acting: bool, until: date | None) -> Role:
    """A role to look beside: the head's own beside an acting one, or the reverse."""
    return Role(
        organisation_id=role.organisation_id, kind=role.kind, since=role.since, until=until, is_acting=is_acting
    )


def _outweighs(role: Role, other: Role) -> bool:
    """An order over the head's word for the same person, given for a time that the order covers."""
    if role.user_id != other.user_id or role.ground_id is None or other.ground_id is not None or other.until is None:
        return False
    return role.until is None or role.until >= other.until


def _held(other: Role) -> str:
    words = {"since": f"{other.since:%d.%m.%Y}", "who": other.user}
    if other.until is None:
        return _("С %(since)s эту роль исполняет %(who)s: выберите другие дни или сначала завершите её.") % words
    words["until"] = f"{other.until:%d.%m.%Y}"
    said = _("С %(since)s по %(until)s эту роль исполняет %(who)s: выберите другие дни или сначала завершите её.")
    return said % words


def _cancel(role: Role, *, by: User | None) -> None:
    journal.record("role_cancelled", role, by=by, kind=role.kind, since=role.since, user=role.user_id)
    _forget(role.user, by)
    role.delete()


def _lock(organisation_id: UUID) -> None:
    """Two acts at a moment must not each see the role free."""
    Organisation.objects.select_for_update().get(pk=organisation_id)


def _forget(*users: User | None) -> None:
    """Roles are remembered on the object of a user, and one person may be there as several objects."""
    for user in users:
        if user is not None:
            forget_roles(user)
