"""What the bank is short of (R4.1): topics that no mentor has and topics whose places are dear."""

from nastavnik.matching.case import Case
from nastavnik.matching.round import LackingTopic
from nastavnik.matching.words import counted, plural, points

SHOWN = 10


def lacking_topics(case: Case) -> tuple[LackingTopic, ...]:
    """Topics asked for that no mentor has, or where one more place would help, the shortest first.

    A mentee's price of a topic is the price of the cheapest mentor whom he could have for it; the price of
    the topic is that of the mentee worst off. As long as everybody who asks could have somebody for it at no
    cost to others, the topic is not short. Prices are exact: what one more place of such a mentor brings.
    """
    asking: dict[str, list[int]] = {}
    for number, mentee in enumerate(case.instance.mentees):
        for topic in mentee.topics:
            asking.setdefault(topic, []).append(number)
    judged = [_judged(case, topic, asking[topic]) for topic in sorted(asking)]
    short = [one for one in judged if not one.mentors or one.placed_more or one.points_more]
    short.sort(key=lambda one: (-one.placed_more, -one.left, one.mentors > 0, -one.points_more, one.topic))
    return tuple(short[:SHOWN])


def _judged(case: Case, topic: str, asking: list[int]) -> LackingTopic:
    mentors = case.index.having(topic)
    prices = [_price(case, number, set(mentors)) for number in asking]
    left = sum(case.solution.mate[number] < 0 for number in asking)
    placed_more, points_more = max(prices)
    return LackingTopic(
        topic=topic,
        asked=len(asking),
        left=left,
        mentors=len(mentors),
        places=sum(case.mentor(v).free for v in mentors),
        placed_more=placed_more,
        points_more=points_more,
        sentence=_sentence(case.names.topic(topic), len(asking), left, bool(mentors), points_more),
    )


def _price(case: Case, number: int, mentors: set[int]) -> tuple[int, int]:
    """(people, points) that one more place for this mentee's topic would bring."""
    arcs = case.problem.arcs(number)
    prices = [case.solution.prices[v] for v in case.problem.mentor[arcs.start : arcs.stop] if v in mentors]
    if not prices:
        return (1, 0) if case.solution.mate[number] < 0 else (0, 0)
    cheapest = min(prices)
    return (1, 0) if cheapest[0] > 0 else (0, max(0, cheapest[1]))


def _sentence(topic: str, asked: int, left: int, has_mentors: bool, points_more: int) -> str:
    waiting = f"без наставника {counted(left, 'человек', 'человека', 'человек')}"
    if not has_mentors:
        who = counted(asked, "человек", "человека", "человек")
        tail = waiting if left else f"{plural(asked, 'просит', 'просят', 'просят')} {who}"
        return f"По направлению «{topic}» нет ни одного наставника: {tail}."
    if points_more:
        gain = f"ещё одно улучшило бы подбор на {points(points_more)}"
        return f"По направлению «{topic}» мест у подходящих наставников мало: {gain}."
    return f"По направлению «{topic}» мест у подходящих наставников не хватает: {waiting}."
