"""From a problem to its solution, level after level; each stage leaves off between two whole steps."""

import time
from collections.abc import Callable
from typing import Any

from nastavnik.matching.kernel.covering import CLOSED, FAR
from nastavnik.matching.kernel.speeds import Kernel, kernel_for
from nastavnik.matching.kernel.state import LOAD, PLACE, Search, State
from nastavnik.matching.problem import ZERO, Problem, Solution, Vector
from nastavnik.matching.refusal import EngineFault, InputError

Progress = Callable[[str, int, int], None]
MOST = 1 << 21  # people on one side, places of one mentor: their costs add up inside 64 bits
BIDS = 2  # per place, in the auction; more take longer than the paths they save
BUDGET = 20_000_000  # arcs looked at between two calls of progress
START, FITTED = 0.1, 0.6  # about so much of the time has gone when all are placed, when they fit best
PATHS = 200_000  # nodes reached between two calls of progress


def solve_problem(problem: Problem, progress: Progress | None = None) -> Solution:
    """The best solution and the smallest prices that prove it."""
    run = Run(problem, progress)
    run.place()
    run.fit()
    run.level()
    run.draw()
    return run.solution()


class Run:
    """One problem on its way: `place`, `fit`, `level`, `draw`, and then `solution`."""

    def __init__(self, problem: Problem, progress: Progress | None = None, kernel: Kernel | None = None):
        check_size(problem)
        self.problem = problem
        self.mentees = problem.mentees
        self.mentors = len(problem.free)
        self.kernel = kernel or kernel_for(len(problem.mentor))
        self._progress = progress
        self._told, self._when = -1, 0.0
        self._placed = self._covered = 0
        k = self.kernel
        self.first = k.given(problem.first)
        self.mentor = k.small(problem.mentor)
        self.score = k.small(problem.score)
        self.free = k.small(problem.free)
        self.seat_first = k.offsets(self.free)
        self.back: Any = None  # the arcs mentor by mentor
        self.mate: Any = None
        self.over: Any = None  # per mentor 0 or more: the places are wanted by more than can have them
        self.price = k.numbers(self.mentors + 1, 0)
        self.state: Any = None

    def tell(self, share: float) -> None:
        """Says how far the whole run is (0…1), in mentees; here a caller may stop it by raising."""
        done, now = max(self._told, int(self.mentees * share)), time.monotonic()
        if self._progress and (done > self._told or now > self._when + 1):
            self._told, self._when = done, now
            self._progress("pairs", done, self.mentees)

    def place(self) -> None:
        """As many as can be, and whose places are over-demanded."""
        k, first, mentor, free = self.kernel, self.first, self.mentor, self.free
        self.tell(0)
        self.back = k.turned(first, mentor, self.score, self.mentors)
        back, who, _ = self.back
        mate, load = k.places(self.mentees, -1), k.places(self.mentors, 0)
        k.place_greedily(first, mentor, free, back, mate, load)
        held, need = k.flags(mate), k.places(self.mentees, 1)
        if k.lacking(load, free) < k.lacking(held, need):
            self._augment(back, who, free, load, k.counting(self.mentees + 1), need, held, mate)
        seat = k.places(self.seat_first[self.mentors], -1)
        k.seat_by_mate(mate, self.seat_first, load, seat)
        self.over = self._augment(first, mentor, need, held, self.seat_first, free, load, seat)
        k.mate_by_seat(self.seat_first, load, seat, mate)
        self.mate = mate
        self._placed = self.mentees - k.lacking(held, need)

    def _augment(self, row_first: Any, column: Any, need: Any, held: Any, *columns: Any) -> Any:
        """Until no more can be held; returns what can be reached from the rows that still lack a column."""
        k = self.kernel
        count, rows = len(columns[2]), len(need)
        level, turn, queue = k.places(count, -1), k.places(rows, 0), k.places(count, 0)
        cursor, passed, stack = k.numbers(rows, 0), k.numbers(count, 0), k.places(count + 2, 0)
        graph = (row_first, column, need, held, *columns, level, turn)
        while k.find_levels(*graph, queue) >= 0:
            if not k.augment_all(*graph, cursor, passed, stack):
                raise EngineFault("Не найден путь, который должен быть: подбор остановлен.")
            self.tell(START)
        return level

    def fit(self) -> None:
        """The best total fit: the over-demanded part from the side of the mentors, the rest from the mentees'."""
        k, over, mate, free = self.kernel, self.over, self.mate, self.free
        need, closed = k.places(self.mentors, 0), k.numbers(self.mentees, CLOSED * 2)
        k.over_part(over, mate, free, need, closed)
        holder, gain = self._cover(self.back, need, k.counting(self.mentees + 1), closed, True)
        k.take_over(over, gain, holder, self.problem.ceiling, self.price, mate)
        self.back = None
        need, closed = k.places(self.mentees, 0), k.numbers(self.mentors, 0)
        k.rest_part(over, mate, free, CLOSED * 2, need, closed)
        holder, _ = self._cover((self.first, self.mentor, self.score), need, self.seat_first, closed, False)
        k.take_rest(over, free, closed, self.seat_first, holder, self.price, mate)

    def _cover(
        self, graph: tuple[Any, Any, Any], need: Any, seat_first: Any, price: Any, single: bool
    ) -> tuple[Any, Any]:
        """Who holds each seat and what each row gains; price closes some columns and gets those of the others."""
        k = self.kernel
        rows, columns, seats = len(need), len(price), int(seat_first[len(price)])
        queue = k.repeated(need)
        count = units = len(queue)
        holder, worth, load = k.places(seats, -1), k.places(seats, 0), k.places(columns, 0)
        gain, held = k.numbers(rows, 0), k.places(rows, 0)
        paid = k.copied(price) if single else k.numbers(seats, 0)
        arcs = (*graph, seat_first, price)
        begin = 0
        bids = (BIDS * count + 15) // 16
        for _ in range(16):
            self.tell(START)
            auction = (paid, holder, worth, gain, held, self.problem.ceiling, queue)
            begin, count = k.bid(*arcs, *auction, begin, count, bids)
        k.close_auction(seat_first, price, holder, worth, load, gain, held)
        lacking = k.from_ring(queue, begin, count)
        scratch = [k.numbers(columns, FAR), *(k.places(columns, -1) for _ in range(5))]
        scratch += [k.places(rows, -1), k.numbers(rows, -1), k.places(rows, -1), k.places(rows, -1)]
        begin, bucket = 0, k.places(1024, -1)
        while begin < count:
            covered = self._covered + units - count + begin
            self.tell(START + (FITTED - START) * covered / max(1, self._placed))
            begin, looked = k.cover(*arcs, holder, worth, load, gain, lacking, begin, count, *scratch, bucket, BUDGET)
            if begin < count and looked < BUDGET:
                bucket = k.places(2 * len(bucket), -1)
        self._covered += units
        return holder, gain

    def proved(self) -> State:
        """The state after `fit`: the first word of its prices proves number and fit."""
        state = state_of(self.kernel, self.problem, self.mate, self.price)
        self.kernel.seat_all(state)
        return state

    def level(self) -> None:
        """The even load among the solutions of best fit."""
        self.state = self.proved()
        k, state = self.kernel, self.state
        zone, zones = k.places(self.mentors + 1, 0), 1
        room, low, high = (k.numbers(self.mentors + 1, 0) for _ in range(3))
        room = k.places(self.mentors, 0)
        seat = k.places(int(self.seat_first[self.mentors]), -1)
        k.seat_by_mate(state.mate, self.seat_first, state.load, seat)
        fresh, first = k.numbers(2 * self.mentors + 2, 0), k.numbers(self.mentees + 1, 0)
        none = k.places(0, 0)
        while k.choose_levels(state, zone, zones, low, high, room):
            self.tell(FITTED)
            arcs = k.places(int(k.tight_arcs(state, zone, first, none)), 0)
            k.tight_arcs(state, zone, first, arcs)
            mentor = k.places(len(arcs), 0)
            k.picked(self.mentor, arcs, mentor)
            held, need = k.places(self.mentees, 1), k.places(self.mentees, 1)
            gone = k.stand_up(state, self.seat_first, seat, room, held)
            level = self._augment(first, mentor, need, held, self.seat_first, room, state.load, seat)
            k.sit_down(state, self.seat_first, seat, held, gone)
            zones = k.split_zones(state, zone, zones, low, high, level, fresh)
        k.seat_all(state)
        k.price_load(state, k.places(self.mentors, 0))

    def draw(self) -> None:
        """What an earlier solution had, then the lot, among what is left to choose from."""
        k, state = self.kernel, self.state
        first = k.numbers(self.mentees + 1, 0)
        arcs = k.places(int(k.even_arcs(state, first, k.places(0, 0))), 0)
        k.even_arcs(state, first, arcs)
        chosen = []
        for values in (state.mentor, state.score, state.tie):
            found = k.numbers(len(arcs), 0)
            k.picked(values, arcs, found)
            chosen.append(found)
        own = k.places(self.mentees, -1)
        k.own_among(state, first, arcs, own)
        small = state._replace(first=first, mentor=chosen[0], score=chosen[1], tie=chosen[2], own=own)
        small = with_back(k, small)
        search, moves = Search(*k.fresh_search(self.mentors + 1)), moves_of(k, self.mentors)
        surplus = k.numbers(self.mentors + 1, 0)
        k.take_cheapest(small, surplus)
        for number, send in enumerate((k.send_surplus, k.fetch_missing)):
            begin = 0
            while begin < self.mentors:
                self.tell(FITTED + (1 - FITTED) / 2 * (number + begin / self.mentors))
                begin = send(small, search, surplus, begin, PATHS, *moves)
        k.own_back(state, arcs, own)

    def solution(self) -> Solution:
        self.tell(1)
        self.kernel.lower_prices(self.state, Search(*self.kernel.fresh_search(self.mentors + 1)))
        return solution_of(self.state)


def state_of(k: Kernel, problem: Problem, mate: Any, price: Any) -> State:
    """A state with these mates (-1: none) and first words of the prices; nobody is seated yet."""
    mentees, mentors = problem.mentees, len(problem.free)
    free = k.small(problem.free)
    return State(
        first=k.given(problem.first),
        mentor=k.given(problem.mentor),
        score=k.given(problem.score),
        tie=k.given(problem.tie),
        free=free,
        used=k.given(problem.used),
        previous=k.given([] if problem.previous is None else problem.previous),
        back=k.numbers(0, 0),
        who=k.places(0, 0),
        arc=k.places(0, 0),
        mate=mate,
        own=k.places(mentees, -1),
        head=k.places(mentors + 1, -1),
        after=k.places(mentees, -1),
        before=k.places(mentees, -1),
        load=k.places(mentors, 0),
        price=price,
        second=k.numbers(mentors + 1, 0),
        third=k.numbers(mentors + 1, 0),
        ceiling=k.numbers(1, problem.ceiling),
    )


def with_back(k: Kernel, state: State) -> State:
    """The same state with its arcs mentor by mentor as well."""
    mentors = len(state.free)
    back = k.numbers(mentors + 1, 0)
    who, arc = k.places(len(state.mentor), 0), k.places(len(state.mentor), 0)
    k.turned_arcs(state.first, state.mentor, mentors, back, who, arc)
    return state._replace(back=back, who=who, arc=arc)


def moves_of(k: Kernel, mentors: int) -> tuple[Any, Any, Any]:
    """Room for the moves of one path: mentees, nodes, arcs."""
    return tuple(k.numbers(2 * mentors + 4, 0) for _ in range(3))  # type: ignore[return-value]


def solution_of(state: State) -> Solution:
    """Mates and prices by level; who has no place to give has the price nought."""
    nobody = len(state.free)
    mate = [-1 if v == nobody else v for v in plain_numbers(state.mate)]
    words = zip(*(plain_numbers(one) for one in (state.price, state.second, state.third)), strict=True)
    prices = [_levels(*three) if free else ZERO for three, free in zip(words, plain_numbers(state.free), strict=False)]
    return Solution(mate=mate, prices=prices)


def _levels(first: int, second: int, third: int) -> Vector:
    place = (first + PLACE // 2) // PLACE
    load = (second + LOAD // 2) // LOAD
    return (place, first - place * PLACE, load, second - load * LOAD, third)


def words_of(price: Vector) -> tuple[int, int, int]:
    """The three words of a price."""
    place, fit, load, kept, tie = price
    return place * PLACE + fit, load * LOAD + kept, tie


def plain_numbers(values: Any) -> list[int]:
    return values.tolist() if hasattr(values, "tolist") else list(values)


def check_size(problem: Problem) -> None:
    """Raises InputError where the numbers would not add up exactly in 64 bits."""
    count, ceiling = problem.mentees, problem.ceiling
    most = max((u + f for u, f in zip(problem.used, problem.free, strict=True)), default=0)
    if min(count, len(problem.free)) > MOST or ceiling * (8 * count + 16) >= PLACE or most > MOST:
        raise InputError(
            "Людей или баллов больше, чем можно сложить без потери точности: разделите подбор на части "
            "или уменьшите веса."
        )
