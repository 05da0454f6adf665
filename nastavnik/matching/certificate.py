"""The proof of optimality: written from the prices of the solver, read in one pass over the candidates."""

from nastavnik.matching.candidates import build_problem
from nastavnik.matching.criteria import score
from nastavnik.matching.model import Instance
from nastavnik.matching.problem import ZERO, Problem, Solution, Vector
from nastavnik.matching.round import Certificate, Round


def write_certificate(instance: Instance, problem: Problem, solution: Solution) -> Certificate:
    load = list(problem.used)
    placed = fit = 0
    for mentee, mentor in enumerate(solution.mate):
        if mentor >= 0:
            placed += 1
            fit += problem.score[problem.arc_of(mentee, mentor)]
            load[mentor] += 1
    return Certificate(
        placed=placed,
        fit=fit,
        load=sum(one * one for one in load),
        exhausted=tuple(instance.mentors[v].id for v in sorted(_exhausted(problem, solution.mate))),
        prices={
            mentor.id: price for mentor, price in zip(instance.mentors, solution.prices, strict=True) if mentor.free
        },
    )


def check_certificate(instance: Instance, round_: Round) -> list[str]:
    """What is wrong with the round as an answer to the instance, in Russian; empty: proved.

    Works from the people alone: candidates, points and costs are reckoned anew. Proves that the pairs break
    no hard rule, that more cannot be placed (exhausted mentors and placed mentees cover every candidate
    pair), and by the prices that no other solution is better in the order of the goal.
    """
    if round_.input_hash != instance.input_hash:
        return ["Запись сделана по другим данным: сведения о людях или веса с тех пор изменились."]
    problem = build_problem(instance, declined=frozenset(round_.declined), previous=round_.previous)
    return check_against(instance, problem, round_)


def check_against(instance: Instance, problem: Problem, round_: Round) -> list[str]:
    """The same with the candidates at hand (`problem` of this instance and of the refusals of the round)."""
    mate, faults = _read_pairs(instance, problem, round_)
    if faults:
        return faults
    return [
        *_check_values(instance, problem, round_, mate),
        *_check_number(instance, problem, round_),
        *_check_prices(instance, problem, round_, mate),
    ]


def _read_pairs(instance: Instance, problem: Problem, round_: Round) -> tuple[list[int], list[str]]:
    """Per mentee the mentor or -1, and what is impossible in the pairs themselves."""
    mentee_number = {mentee.id: i for i, mentee in enumerate(instance.mentees)}
    mentor_number = {mentor.id: v for v, mentor in enumerate(instance.mentors)}
    mate = [-1] * problem.mentees
    load = [0] * len(problem.free)
    faults = []
    for pair in round_.pairs:
        i, v = mentee_number.get(pair.mentee), mentor_number.get(pair.mentor)
        if i is None or v is None or problem.arc(i, v) is None:
            faults.append(f"Пара {pair.mentee} – {pair.mentor} недопустима.")
        elif mate[i] >= 0:
            faults.append(f"Наставляемый {pair.mentee} стоит в двух парах.")
        else:
            mate[i] = v
            load[v] += 1
            if load[v] == problem.free[v] + 1:
                faults.append(f"Наставнику {pair.mentor} предложено больше людей, чем у него мест.")
    left = [one.mentee for one in round_.unmatched]
    free = {mentee.id for i, mentee in enumerate(instance.mentees) if mate[i] < 0}
    if len(left) != len(set(left)) or set(left) != free:
        faults.append("Список оставшихся без наставника не сходится с парами.")
    return mate, faults


def _check_values(instance: Instance, problem: Problem, round_: Round, mate: list[int]) -> list[str]:
    faults = []
    people = {mentee.id: mentee for mentee in instance.mentees}
    mentors = {mentor.id: mentor for mentor in instance.mentors}
    fit = 0
    for pair in round_.pairs:
        true = score(people[pair.mentee], mentors[pair.mentor], instance.weights)
        fit += true
        if pair.score != true or sum(one.points for one in pair.contributions) != true:
            faults.append(f"Баллы пары {pair.mentee} – {pair.mentor} не сходятся: должно быть {true}.")
    load = list(problem.used)
    for mentor in mate:
        if mentor >= 0:
            load[mentor] += 1
    found = (len(round_.pairs), fit, sum(one * one for one in load))
    kept = round_.certificate
    if found != (kept.placed, kept.fit, kept.load):
        faults.append("Итоги в свидетельстве не сходятся с парами.")
    return faults


def _check_number(instance: Instance, problem: Problem, round_: Round) -> list[str]:
    """More pairs than places of the exhausted and mentees with another candidate cannot be (König)."""
    exhausted = set(round_.certificate.exhausted)
    inside = [mentor.id in exhausted for mentor in instance.mentors]
    most = sum(free for free, known in zip(problem.free, inside, strict=True) if known)
    for mentee in range(problem.mentees):
        most += any(not inside[problem.mentor[arc]] for arc in problem.arcs(mentee))
    if most != len(round_.pairs):
        return [f"Не доказано, что пар больше быть не может: составлено {len(round_.pairs)}, граница {most}."]
    return []


def _check_prices(instance: Instance, problem: Problem, round_: Round, mate: list[int]) -> list[str]:
    prices, faults = _read_prices(instance, round_)
    if faults:
        return faults
    load = [0] * len(prices)
    for seat in mate:
        if seat >= 0:
            load[seat] += 1
    for v, mentor in enumerate(instance.mentors):
        if load[v] and prices[v] < problem.step(v, load[v] - 1):
            faults.append(f"Цена места у наставника {mentor.id} ниже стоимости занятого места.")
        if load[v] < problem.free[v] and prices[v] > problem.step(v, load[v]):
            faults.append(f"Цена места у наставника {mentor.id} выше нуля, хотя место свободно.")
    for i, mentee in enumerate(instance.mentees):
        own = problem.cost_of_none(i)
        if mate[i] >= 0:
            pair = _add(problem.cost(i, problem.arc_of(i, mate[i])), prices[mate[i]])
            if pair > own:
                faults.append(f"По ценам {mentee.id} лучше оставить без наставника.")
            own = pair
        for arc in problem.arcs(i):
            if _add(problem.cost(i, arc), prices[problem.mentor[arc]]) < own:
                other = instance.mentors[problem.mentor[arc]].id
                faults.append(f"По ценам для {mentee.id} лучше наставник {other}, чем предложено.")
                break
    return faults


def _read_prices(instance: Instance, round_: Round) -> tuple[list[Vector], list[str]]:
    prices = round_.certificate.prices
    if set(prices) != {mentor.id for mentor in instance.mentors if mentor.free}:
        return [], ["В свидетельстве нет цен всех наставников или есть лишние."]
    return [prices.get(mentor.id, ZERO) for mentor in instance.mentors], []


def _add(one: Vector, other: Vector) -> Vector:
    return (
        one[0] + other[0],
        one[1] + other[1],
        one[2] + other[2],
        one[3] + other[3],
        one[4] + other[4],
    )


def _exhausted(problem: Problem, mate: list[int]) -> set[int]:
    """Mentors who can be reached from one left without a mentor by swaps: none of them has a place."""
    members: list[list[int]] = [[] for _ in problem.free]
    queue = []
    for mentee, mentor in enumerate(mate):
        if mentor >= 0:
            members[mentor].append(mentee)
        else:
            queue.append(mentee)
    found: set[int] = set()
    while queue:
        for arc in problem.arcs(queue.pop()):
            mentor = problem.mentor[arc]
            if mentor not in found:
                found.add(mentor)
                queue.extend(members[mentor])
    return found
