"""Who may do what with help: the words are between the two, whoever leads sees topics, times and records."""

import rules

from nastavnik.duties.rules import has_a_card
from nastavnik.organisations.rules import is_member, leads
from nastavnik.programmes.rules import takes_part


@rules.predicate("is the author of the question")
def has_asked(user, help):
    return help is not None and help.author.user_id == user.pk


@rules.predicate("is the one who is asked or has answered")
def is_helper(user, help):
    return help is not None and help.helper is not None and help.helper.user_id == user.pk


@rules.predicate("nobody was found or has reacted in time, or the helper has left")
def is_with_leads(user, help):
    return help is not None and help.is_with_leads


@rules.predicate("is being answered")
def is_taken(user, help):
    return help is not None and help.state == "taken"


@rules.predicate("is the one who is accompanied")
def is_accompanied(user, accompaniment):
    return accompaniment is not None and accompaniment.person.user_id == user.pk


@rules.predicate("is the one who accompanies")
def accompanies(user, accompaniment):
    return (
        accompaniment is not None and accompaniment.state == "running" and accompaniment.specialist.user_id == user.pk
    )


leads_for_another = leads & ~has_asked  # nobody decides on their own question

rules.add_perm("help.view_own", is_member)
rules.add_perm("help.ask_help", has_a_card)
rules.add_perm("help.view_requests", leads)
rules.add_perm("help.view_help", has_asked | is_helper | leads)
rules.add_perm("help.read_help", has_asked | is_helper)  # the author's own words
rules.add_perm("help.view_programme_help", leads | takes_part)  # that there was one; a mentee: their own
rules.add_perm("help.take_help", is_helper | (leads_for_another & is_with_leads))
rules.add_perm("help.answer_help", is_helper)
rules.add_perm("help.pass_help_on", is_helper)
rules.add_perm("help.route_help", leads_for_another & (is_with_leads | is_taken))
rules.add_perm("help.close_help", has_asked)
rules.add_perm("help.ask_help_again", has_asked)
rules.add_perm("help.withdraw_help", has_asked)

rules.add_perm("help.view_waiting", leads)
rules.add_perm("help.appoint_specialist", leads)
rules.add_perm("help.view_accompaniment", leads | is_accompanied | accompanies)
rules.add_perm("help.add_contact", leads | accompanies)
rules.add_perm("help.close_accompaniment", leads)
