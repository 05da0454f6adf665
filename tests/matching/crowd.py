"""A made-up town: columns of people with every kind of answer, the same for the same seed."""

import random

TIMES = [f"{day}-{time}" for day in ("mon", "tue", "wed", "thu", "fri") for time in ("am", "nap", "pm")]
FORMS = [
    frozenset(keys.split())
    for keys in ("", "short", "traditional", "short traditional", "virtual", "network traditional", "reversive")
]
FORM_WEIGHTS = (5, 2, 4, 3, 1, 1, 0.3)


def crowd(
    count: int,
    *,
    seed: int,
    places: tuple[int, ...] = (1, 2, 2, 3),
    of_one: int = 60,
    topics: int = 24,
    far: float = 0.12,
):
    """(columns of mentees, columns of a third as many mentors).

    places  capacities drawn from; of_one: mentees of one institution; topics: how many there are, the first
            ones asked for and offered the most
    """
    lot = random.Random(seed)
    mentors = max(1, count // 3)
    keys, shares = [f"t{number}" for number in range(topics)], [1 / (rank + 3) for rank in range(topics)]
    houses = max(1, count // of_one)
    times = [frozenset(lot.sample(TIMES, lot.randint(0, 5))) for _ in range(200)]

    def several(least: int, most: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(lot.choices(keys, shares, k=lot.randint(least, most))))

    def some(size: int, letter: str, of: int, share: float) -> list[tuple[str, ...]]:
        return [(f"{letter}{lot.randrange(of)}",) if lot.random() < share else () for _ in range(size)]

    def common(size: int, letter: str, other: str, of: int) -> dict:
        return {
            "id": [f"{letter}{number}" for number in range(size)],
            "position": lot.choices(("воспитатель", "логопед", "психолог", None), (8, 1, 1, 1), k=size),
            "birth_year": [lot.choice((None, *range(1958, 2004))) for _ in range(size)],
            "forms": lot.choices(FORMS, (*FORM_WEIGHTS[:4], 8 * far, 8 * far, FORM_WEIGHTS[6]), k=size),
            "distance_ok": [lot.random() < far for _ in range(size)],
            "hours": lot.choices(times, k=size),
            "place": [f"p{lot.randrange(8)}" for _ in range(size)],
            "institution": [f"i{lot.randrange(houses)}" for _ in range(size)],
            "wishes": some(size, other, of, 0.1),
            "vetoes": list(map(frozenset, some(size, other, of, 0.02))),
        }

    return (
        common(count, "e", "m", mentors)
        | {
            "topics": [several(1, 3) for _ in range(count)],
            "experience_months": [lot.choice((None, *range(60))) for _ in range(count)],
            "waiting_days": [lot.randrange(200) for _ in range(count)],
        },
        common(mentors, "m", "e", count)
        | {
            "topics": [several(2, 5) for _ in range(mentors)],
            "experience_months": [lot.randrange(400) for _ in range(mentors)],
            "capacity": lot.choices(places, k=mentors),
        },
    )
