"""A made-up bank of sixty people in four layouts: the same legal, proved pairs; the workbook adds up."""

import random

import pytest

from nastavnik.banks.match_files.matching import match_bank
from nastavnik.banks.match_files.reading import read_bank
from nastavnik.banks.match_files.workbook import write_workbook
from nastavnik.matching import LABELS, check_certificate
from nastavnik.matching.bans import bans
from tests.banks.match_files.tables import records_of, rows_of, write_csv, write_ods, write_xlsx

SURNAMES = (
    "Алексеев", "Борисов", "Васильев", "Григорьев", "Денисов", "Егоров", "Жуков", "Зайцев", "Климов", "Лебедев",
    "Морозов", "Никитин", "Орлов", "Павлов", "Романов", "Савельев", "Тихонов", "Ушаков", "Фёдоров", "Щукин",
)  # fmt: skip
GIVEN = [("Анна", "Ивановна"), ("Ольга", "Петровна"), ("Ирина", "Сергеевна")]
TOPICS = ("Речевое развитие", "Игровая деятельность", "Документация педагога", "Взаимодействие с родителями",
          "Дети с ОВЗ, адаптированные программы", "Робототехника", "Песочная терапия")  # fmt: skip
HEAD = ("name", "post", "years", "topics", "forms", "hours", "far", "most", "sad", "veto")


def people(seed=7):
    """Rows of forty mentees and twenty mentors."""
    lot = random.Random(seed)
    names = [f"{surname}а {first} {patronymic}" for first, patronymic in GIVEN for surname in SURNAMES]
    rows = []
    for number, name in enumerate(names):
        mentor = number % 3 == 2
        rows.append(
            {
                "role": "наставник" if mentor else "наставляемый",
                "name": name,
                "post": lot.choice(("воспитатель", "музыкальный руководитель", "учитель-логопед")),
                "years": lot.randint(6, 30) if mentor else lot.randint(0, 5),
                "topics": "; ".join(lot.sample(TOPICS, 3 if mentor else 2)),
                "forms": lot.choice(("", "традиционная", "краткосрочная, традиционная", "дистанционная")),
                "hours": lot.choice(("", "тихий час", "пн, ср с 13 до 15", "после смены")),
                "far": lot.choice(("да", "нет")),
                "most": lot.choice((1, 1, 2)) if mentor else "",
                "sad": lot.choice(("Детский сад № 4", "Детский сад № 9")),
                "veto": lot.choice(names) if number % 7 == 0 else "",
            }
        )
    return rows


def of_role(role):
    return [[row[key] for key in HEAD] for row in people() if row["role"] == role]


def two_sheets(folder):
    mentees = ["ФИО наставляемого", "Должность", "Стаж, лет", "Запрос", "Форма", "Когда удобно", "Онлайн", "",
               "Учреждение", "Кого не предлагать"]  # fmt: skip
    mentors = ["ФИО наставника", "Должность", "Стаж", "Компетенции", "Формы", "Удобное время", "Дистанционно",
               "Наставляемых, не больше", "Место работы", "С кем не хотели бы работать"]  # fmt: skip
    sheets = {"Наставляемые": [mentees, *of_role("наставляемый")], "Наставники": [mentors, *of_role("наставник")]}
    return [write_xlsx(folder / "two.xlsx", sheets)]


def one_table(folder):
    """A column of roles; names in three columns under a heading of two lines; titles above, a total below."""
    lines = [["Банк участников наставничества на 01.10.2026"], []]
    lines.append(["№", "Педагог", "", "", "Сведения", "", "Участие", "", "", "", "", "", ""])
    lines.append(["п/п", "Фамилия", "Имя", "Отчество", "Должность", "Пед. стаж (лет)", "Роль", "Направления",
                  "Виды наставничества", "Свободные часы", "Удалённо", "Макс. кол-во наставляемых", "Детский сад",
                  "Просьба не ставить в пару с"])  # fmt: skip
    for number, row in enumerate(people(), 1):
        lines.append([number, *row["name"].split(), row["post"], f"{row['years']} лет" if row["years"] else "до года",
                      row["role"], row["topics"], row["forms"], row["hours"], row["far"], row["most"],
                      row["sad"].replace("Детский сад", "МБДОУ"), row["veto"]])  # fmt: skip
    lines.append(["", "Итого: 60"])
    return [write_ods(folder / "one.ods", {"Банк": lines})]


def two_files(folder):
    mentees = ["Место работы", "С кем не хотели бы работать", "Молодой педагог", "Чему хочет научиться", "Онлайн",
               "Стаж", "Вид наставничества", "График", "Кем работает"]  # fmt: skip
    mentors = ["Сколько человек может взять", *mentees[:2], "Опытный педагог: ФИО", "Чему может научить", *mentees[4:]]
    keys = ("sad", "veto", "name", "topics", "far", "years", "forms", "hours", "post")
    rows = {role: [row for row in reversed(people()) if row["role"] == role] for role in ("наставляемый", "наставник")}
    return [
        write_csv(folder / "запросы.csv", [mentees, *([row[key] for key in keys] for row in rows["наставляемый"])]),
        write_csv(
            folder / "mentors.csv",
            [mentors, *([row[key] for key in ("most", *keys)] for row in rows["наставник"])],
            delimiter=",",
            encoding="utf-8-sig",
        ),
    ]


def bare(folder):
    """No heading that says anything: columns are told by what stands in them."""
    lines = [["", "а", "б", "в", "г", "д"]]
    lines += [[row["role"], row["post"], row["name"], row["topics"], row["hours"], row["sad"]] for row in people()]
    return [write_xlsx(folder / "bare.xlsx", {"Лист1": lines})]


def outcome_of(files):
    return match_bank(read_bank([(file, "") for file in files]))


def assert_proved(outcome):
    """No pair breaks a rule, no place is given twice, the certificate holds when read anew."""
    instance, found = outcome.instance, outcome.round
    assert (len(instance.mentees), len(instance.mentors)) == (40, 20)
    mentees = {one.id: one for one in instance.mentees}
    mentors = {one.id: one for one in instance.mentors}
    for pair in found.pairs:
        assert bans(mentees[pair.mentee], mentors[pair.mentor]) == ()
    for key, mentor in mentors.items():
        assert sum(pair.mentor == key for pair in found.pairs) <= mentor.capacity
    assert check_certificate(instance, found) == []
    assert len(found.pairs) + len(found.unmatched) == 40


@pytest.mark.clause("7.1/1", "R4.1", "R5.1")
def test_three_layouts_of_one_bank_give_the_same_proved_pairs(tmp_path):
    outcomes = [outcome_of(make(tmp_path)) for make in (two_sheets, one_table, two_files)]
    for outcome in outcomes:
        assert_proved(outcome)
    first, *others = [{(pair.mentee, pair.mentor, pair.score) for pair in each.round.pairs} for each in outcomes]
    assert others == [first, first]
    assert len(first) >= 20
    vetoes = {(one.id, other) for one in outcomes[0].instance.mentees for other in one.vetoes}
    assert vetoes
    assert not vetoes & {pair[:2] for pair in first}


def test_columns_without_words_are_told_by_their_cells(tmp_path):
    outcome = outcome_of(bare(tmp_path))
    assert_proved(outcome)
    said = [remark.text for remark in outcome.bank.remarks if "по содержанию" in remark.text]
    assert len(said) == 6
    wanted = {row["name"]: row["topics"].split("; ") for row in people() if row["role"] == "наставляемый"}
    assert {one.id: sorted(one.topics) for one in outcome.instance.mentees} == {
        name: sorted(topics) for name, topics in wanted.items()
    }


@pytest.mark.clause("7.2", "R5.3")
def test_the_workbook_adds_up_and_explains(tmp_path):
    outcome = outcome_of(two_sheets(tmp_path))
    path = tmp_path / "pairs.xlsx"
    write_workbook(outcome, path)
    rows = records_of(path, "Пары")
    assert len(rows) == len(outcome.round.pairs)
    for row in rows:
        assert sum(row[label] for label in LABELS.values()) == row["Баллы"]
        assert row["Почему эта пара"]
        assert row["Кто ещё подходит и чего это будет стоить"]
    totals = next(row for row in rows_of(path, "Пары") if row[1] == "Вместе")
    assert totals[4] == sum(row["Баллы"] for row in rows) == outcome.round.certificate.fit
    left = records_of(path, "Без наставника")
    assert len(left) >= 5
    assert {row["Наставляемый"] for row in left} == {one.mentee for one in outcome.round.unmatched}
    assert all(row["Что мешает"] and row["Что поможет скорее всего"] for row in left)
    how = {row[0]: row[1] for row in rows_of(path, "Как считали")}
    assert how["Вес: направления запроса"] == "35 баллов"
    assert how["Наставляемых"] == 40
    assert how["Контрольная сумма данных"] == outcome.round.input_hash
    assert how["Доказательство"].startswith(f"Проверено: больше пар, чем {len(rows)}, составить нельзя")


def found(files):
    outcome = outcome_of(files)
    assert outcome.faults == ()
    return {pair.mentee: (pair.mentor, pair.topics) for pair in outcome.round.pairs}


@pytest.mark.clause("4.4.5")
def test_the_usual_forms_of_both_banks_tell_who_has_a_mentor_and_whose_place_is_taken(tmp_path):
    mentees = [
        ["База наставляемых МБДОУ «Детский сад № 5»"],
        ["№", "ФИО наставляемого", "Контактные данные", "Год рождения", "Основной запрос наставляемого",
         "Дата вхождения в программу", "ФИО наставника", "Форма наставничества", "Место работы наставника",
         "Дата завершения программы", "Ссылка на кейс"],
        [1, "Смирнова Анна Ивановна", "", 2001, "Планирование работы", "01.09.2026", "", "", "", "", ""],
        [2, "Козлова Ирина Викторовна", "", 1985, "Речевое развитие", "", "Волкова Т. С.", "", "ДС 5", "", ""],
        [3, "Новикова Елена Павловна", "", 1990, "Дети раннего возраста", "10.09.2026", "", "", "", "", ""],
        [4, "Белова Инна Павловна", "", 1991, "Речевое развитие", "", "", "", "", "30.05.2026", ""],
    ]  # fmt: skip
    mentors = [
        ["№", "ФИО наставника", "Место работы наставника", "Основные компетенции наставника", "Интересы наставника",
         "Сколько наставляемых может вести", "ФИО наставляемого (наставляемых)", "Дата завершения программы"],
        [1, "Волкова Татьяна Сергеевна", "МБДОУ № 5", "планирование, речевое развитие", "", 1, "Козлова И. В.", ""],
        [2, "Соколова Марина Юрьевна", "ДОУ № 5", "Дети раннего возраста", "чтение", 1, "Белова И. П.", "30.05.2026"],
    ]  # fmt: skip
    book = write_xlsx(tmp_path / "banks.xlsx", {"База наставляемых": mentees, "База наставников": mentors})
    assert found([book]) == {"Новикова Елена Павловна": ("Соколова Марина Юрьевна", ("Дети раннего возраста",))}
    bank = read_bank([(book, "")])
    assert sorted((one.id, one.waiting_days, one.institution) for one in bank.mentees) == [
        ("Новикова Елена Павловна", 0, None), ("Смирнова Анна Ивановна", 9, None),
    ]  # fmt: skip
    assert {one.id: (one.capacity, one.used) for one in bank.mentors} == {
        "Волкова Татьяна Сергеевна": (1, 1), "Соколова Марина Юрьевна": (1, 0),
    }  # fmt: skip


def test_questionnaires_in_words_of_their_own_are_understood(tmp_path):
    requests = [
        ["Timestamp", "Ваше ФИО", "Ваша должность", "В чём Вы испытываете затруднения? (не более 3)",
         "Какая помощь Вам нужна?", "В какое время Вам удобно заниматься?", "Удобен ли Вам онлайн-формат?",
         "Есть ли коллега, которого Вы хотели бы видеть своим наставником?",
         "Есть ли коллеги, с которыми Вам было бы некомфортно работать?"],
        ["9/3/2026 12:41:08", "Смирнова Анна Ивановна", "воспитатель", "Планирование;Взаимодействие с родителями",
         "Помогите с собранием", "после 17.00", "Да", "Волкову Т.С.", "нет"],
        ["9/14/2026 08:01:00", "Козлова Ирина Викторовна", "воспитатель", "Развитие речи;Работа с детьми ОВЗ", "",
         "в тихий час", "Нет", "-", "Волкова Т.С."],
        ["9/4/2026 09:01:00", "Новикова Елена Павловна", "воспитатель", "Другое: как вести группу в мессенджере", "",
         "вт", "да", "нет", "-"],
    ]  # fmt: skip
    answers = [
        ["Отметка времени", "ФИО", "Должность, категория", "Готовы ли Вы быть наставником в 2026/27 учебном году?",
         "По каким вопросам Вы готовы оказать помощь молодым коллегам?", "Скольких педагогов Вы готовы вести?"],
        ["03.09.2026 10:00", "Волкова Татьяна Сергеевна", "воспитатель, высшая", "Да, готова",
         "Планирование, Взаимодействие с семьями воспитанников, Развитие речи", "Одного-двух"],
        ["03.09.2026 11:00", "Соколова Марина Юрьевна", "логопед", "Готова", "Речевое развитие, дети с ОВЗ", "2"],
        ["03.09.2026 11:30", "Попова Надежда Ильинична", "старший воспитатель", "Нет, не смогу", "", ""],
        ["03.09.2026 11:40", "Лебедева Дарья Олеговна", "воспитатель", "Да", "Ведение групп в соцсетях", "3"],
    ]  # fmt: skip
    files = [write_xlsx(tmp_path / "1.xlsx", {"Form Responses 1": requests}),
             write_xlsx(tmp_path / "2.xlsx", {"Ответы": answers})]  # fmt: skip
    assert found(files) == {
        "Смирнова Анна Ивановна": ("Волкова Татьяна Сергеевна", ("Планирование", "Взаимодействие с родителями")),
        "Козлова Ирина Викторовна": ("Соколова Марина Юрьевна", ("Речевое развитие", "Дети с ОВЗ")),
        "Новикова Елена Павловна": ("Лебедева Дарья Олеговна", ("Ведение групп в соцсетях",)),
    }
    waiting = {one.id: one.waiting_days for one in read_bank([(file, "") for file in files]).mentees}
    assert waiting == {"Смирнова Анна Ивановна": 11, "Козлова Ирина Викторовна": 0, "Новикова Елена Павловна": 10}
