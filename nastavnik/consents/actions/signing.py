"""The simple electronic signature: switched on by the head with its act, used by the subject with the password."""

from copy import copy
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from nastavnik.accounts.models import User
from nastavnik.consents.actions.giving import earlier_than, settle
from nastavnik.consents.choice import Choice, check_choice
from nastavnik.consents.models import Consent, SignatureMode, Way
from nastavnik.consents.papers import Signing, consent_paper, protocol_paper
from nastavnik.consents.queries import agreement_to_sign, signature_mode, why_not_signed
from nastavnik.consents.states import CONSENT
from nastavnik.kit import clock, journal
from nastavnik.kit.models import JournalEntry
from nastavnik.kit.refusal import Refused, refuse
from nastavnik.organisations.models import Organisation
from nastavnik.papers.actions import keep_papers, render

MOST_TRIES = 5
TRIES_WITHIN = timedelta(minutes=15)
_WRONG = "signature_password_wrong"


@transaction.atomic
def switch_on_signature(
    organisation: Organisation,
    *,
    by: User,
    act_title: str,
    act_number: str,
    act_date: date,
    since: date,
    until: date | None = None,
) -> SignatureMode:
    """The head lays down the act and the period. Raises Refused when a precondition is lacking."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if not act_title.strip() or not act_number.strip():
        raise Refused(_("Укажите название и номер локального акта: без него подпись не имеет силы."), field="act_title")
    if since < act_date:
        raise Refused(_("Подписание не может начаться раньше, чем принят локальный акт."), field="since")
    if until is not None and until < since:
        raise Refused(_("Срок кончается раньше, чем начинается."), field="until")
    if until is not None and until < clock.today():
        raise Refused(_("Этот срок уже прошёл: укажите день, который ещё не наступил."), field="until")
    if any(_overlaps(mode, since, until) for mode in SignatureMode.objects.of(organisation)):
        raise Refused(_("На эти дни подписание уже включено: сначала выключите прежнее."), field="since")
    mode = SignatureMode.objects.create(
        organisation=organisation,
        act_title=act_title.strip(),
        act_number=act_number.strip(),
        act_date=act_date,
        since=since,
        until=until,
        made_by=by,
    )
    journal.record("signature_switched_on", mode, by=by, since=since, until=until)
    return mode


@transaction.atomic
def switch_off_signature(mode: SignatureMode, *, by: User) -> SignatureMode:
    """Off from this minute; what was signed before keeps its force."""
    stored = SignatureMode.objects.select_for_update().get(pk=mode.pk)
    if stored.switched_off_on is not None:
        raise Refused(_("Подписание уже выключено %(day)s.") % {"day": f"{stored.switched_off_on:%d.%m.%Y}"})
    mode.switched_off_on = clock.today()
    mode.save(update_fields=["switched_off_on"])
    journal.record("signature_switched_off", mode, by=by)
    return mode


def sign_consent(consent: Consent, *, by: User, password: str, choice: Choice | None = None) -> Consent:
    """The subject signs a proposed consent in the system: identified by the password entered anew (63-ФЗ ст. 9).

    Paper and protocol are rendered before the transaction and kept inside it: no signature without its proof.
    Raises Refused when the signature is off, the agreement on paper is lacking, the password is wrong or has
    been tried too often, or nothing is ticked on a consent that is chosen cell by cell.
    """
    if consent.person.user_id != by.pk:
        raise Refused(_("Подписать согласие может только тот, кто его даёт."))
    refuse(why_not_signed(consent, clock.today()))
    choice = check_choice(consent, choice) if consent.is_chosen else None
    _identify(consent, by, password)
    signed = _signed(consent, choice)
    signing = _signing(consent, by)
    document = consent_paper(signed, choice, signing)
    made = render(document, ["pdf"])
    protocol = protocol_paper(signed, document, made["pdf"], signing)
    proof = render(protocol, ["pdf"])
    with transaction.atomic():
        list(SignatureMode.objects.select_for_update().filter(organisation=consent.organisation_id))
        refuse(why_not_signed(consent, clock.today()))  # switched off or withdrawn while the paper was rendered
        earlier = earlier_than(consent, clock.today())
        fields = {"given_on": signed.given_on, "way": Way.SIMPLE}
        CONSENT.advance(consent, "sign", by=by, fields=fields, kind=consent.kind, given_on=signed.given_on)
        settle(consent, choice, earlier, by=by)
        for paper, files in ((document, made), (protocol, proof)):
            keep_papers(paper, files, organisation_id=consent.organisation_id, about_id=consent.pk, by=by)
    return consent


def _overlaps(mode: SignatureMode, since: date, until: date | None) -> bool:
    ends = [day for day in (mode.until, mode.switched_off_on and mode.switched_off_on - timedelta(days=1)) if day]
    last = min(ends, default=None)
    return (last is None or since <= last) and (until is None or mode.since <= until)


def _identify(consent: Consent, by: User, password: str) -> None:
    """The password, checked by the framework; five wrong ones close signing for a quarter of an hour.

    Wrong ones are counted in the journal, which all processes share: it is written even though the act fails.
    """
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).get(pk=by.pk)  # tries of one person stand in line
        wrong = JournalEntry.objects.filter(
            organisation_id=consent.organisation_id,
            actor_id=user.pk,
            event=_WRONG,
            at__gt=clock.now() - TRIES_WITHIN,
        ).count()
        closed = wrong >= MOST_TRIES
        right = not closed and user.is_active and user.check_password(password)
        if not closed and not right:
            journal.record("signature_password_wrong", consent, by=user)
    if closed:
        raise Refused(
            _(
                "Пароль несколько раз введён неверно: подписание закрыто на 15 минут. Если пароль забыт, куратор "
                "выдаст новый."
            ),
            field="password",
        )
    if not right:
        raise Refused(
            _("Пароль не подходит. Проверьте раскладку клавиатуры и заглавные буквы."),
            field="password",
        )


def _signed(consent: Consent, choice: Choice | None) -> Consent:
    """The consent as it will be, for its paper: nothing is written yet."""
    signed = copy(consent)
    signed.given_on, signed.way = clock.today(), Way.SIMPLE
    if choice is not None and choice.conditions:
        signed.scope = {**consent.scope, "conditions": choice.conditions, "onward": choice.onward}
    return signed


def _signing(consent: Consent, by: User) -> Signing:
    today = clock.today()
    mode, agreement = signature_mode(consent.organisation, today), agreement_to_sign(consent.person, today)
    if mode is None or agreement is None or agreement.given_on is None:
        raise Refused(_("Подписание простой электронной подписью в учреждении не включено."))
    at: datetime = clock.now().astimezone(ZoneInfo(consent.organisation.time_zone))
    return Signing(at=at, account=by.username, act=mode.act_words, agreement=agreement)
