"""Groups among the proposed pairs: the same request, one mentor who leads groups (7.2)."""

from nastavnik.matching.case import Case
from nastavnik.matching.round import GroupProposal
from nastavnik.matching.words import counted


def group_proposals(case: Case) -> tuple[GroupProposal, ...]:
    """Mentees of one mentor with the same first topic, which the mentor has; groups as even as can be."""
    found = []
    for number, members in enumerate(case.members):
        mentor = case.mentor(number)
        by_topic: dict[str, list[str]] = {}
        for mentee in map(case.mentee, members):
            if mentee.topics[0] in mentor.topics:
                by_topic.setdefault(mentee.topics[0], []).append(mentee.id)
        for topic, mentees in sorted(by_topic.items()):
            for group in _split(mentees, mentor.accepts_group):
                sentence = _sentence(case.names.topic(topic), len(group), mentor.accepts_group)
                found.append(GroupProposal(mentor.id, group, topic, sentence))
    return tuple(found)


def _split(mentees: list[str], largest: int) -> list[tuple[str, ...]]:
    """Groups of 2…largest; one who is left over stays in a pair."""
    if largest < 2:
        return []
    count = -(-len(mentees) // largest)
    size, longer = divmod(len(mentees), count)
    groups, start = [], 0
    for number in range(count):
        end = start + size + (number < longer)
        groups.append(tuple(mentees[start:end]))
        start = end
    return [group for group in groups if len(group) > 1]


def _sentence(topic: str, count: int, largest: int) -> str:
    who = counted(count, "человек", "человека", "человек")
    most = f"наставник ведёт группу до {largest} человек"
    return f"Можно работать группой ({who}): общий запрос — {topic}, {most}."
