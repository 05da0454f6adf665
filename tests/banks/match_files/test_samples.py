"""The sample questionnaires give exactly these pairs, whatever their columns are called and however they stand."""

import random

import pytest

from nastavnik.banks.match_files.matching import match_bank
from nastavnik.banks.match_files.reading import read_bank
from tests.banks.match_files.tables import MENTORS, REQUESTS, records_of, rows_of, sheets_of, write_csv, write_xlsx

PAIRS = {
    "Ёлкина Анастасия Сергеевна": ("Белокопытова Ирина Геннадьевна", 58),
    "Дроздецкая Мария Ильинична": ("Никитина Вероника Андреевна", 77),
    "Жаворонкова Любовь Витальевна": ("Рябых Кристина Евгеньевна", 60),
    "Исмаилова Гульшат Фанисовна": ("Цветкова Марина Анатольевна", 82),
    "Карпенко Светлана Викторовна": ("Гаврилюк Оксана Петровна", 65),
    "Лапшина Алена Игоревна": ("Кудрявцева Елена Борисовна", 72),
    "Мельник Татьяна Олеговна": ("Гаврилюк Оксана Петровна", 77),
    "Овсянникова Дарья Максимовна": ("Абросимова Наталья Юрьевна", 88),
    "Петрова": ("Белокопытова Ирина Геннадьевна", 82),
    "Пономаренко Людмила Григорьевна": ("Рябых Кристина Евгеньевна", 87),
    "Сафина Ляйсан Ринатовна": ("Пономаренко Людмила Григорьевна", 60),
    "Третьякова Юлия Алексеевна": ("Зайцева-Орлова Екатерина Дмитриевна", 38),
    "Хомяков Илья Денисович": ("Щепкина Зоя Ильинична", 41),
    "Шарипова Эльмира": ("Фокин Пётр Аркадьевич", 55),
}

# The same questions as another kindergarten words them.
RENAMED = {
    "Отметка времени": "Дата и время ответа", "Ваши фамилия, имя, отчество": "Ф.И.О. педагога",
    "Фамилия, имя, отчество": "Педагог (ФИО полностью)", "Должность": "Занимаемая должность",
    "Сколько лет Вы работаете в этой должности?": "Педагогический стаж, лет", "Стаж в должности": "Пед. стаж",
    "К какой категории Вы себя относите?": "Вы кто?",
    "Выберите темы, по которым нужна помощь (можно несколько)": "Профессиональные затруднения",
    "Опишите своими словами, что хотелось бы решить": "Расскажите подробнее о затруднении",
    "Насколько это срочно?": "Срочность", "Какая форма Вам удобна?": "Предпочтительная форма наставничества",
    "Когда удобно встречаться?": "Дни и часы для встреч", "Готовы ли к дистанционным встречам?": "Можно ли онлайн",
    "Какого результата ждёте?": "Ожидаемый результат",
    "К кому из коллег хотели бы обратиться (по желанию)": "Желаемый наставник",
    "Хотите ли Вы быть наставником?": "Готовность стать наставником",
    "Ваши сильные темы (можно несколько)": "Компетенции",
    "Чем именно можете поделиться (своими словами)": "Опыт и достижения",
    "Был ли опыт обучения взрослых?": "Опыт обучения взрослых",
    "В каких формах готовы работать?": "Формы", "Сколько наставляемых готовы взять?": "Кол-во наставляемых (максимум)",
    "Сколько времени готовы уделять?": "Часов в неделю", "Удобные дни и часы": "Свободное время",
    "Готовы ли дистанционно?": "Дистанционно", "Что Вам нужно для начала?": "Нужно для начала",
}  # fmt: skip


def found(*files):
    outcome = match_bank(read_bank([(file, "") for file in files]))
    assert outcome.faults == ()
    return {pair.mentee: (pair.mentor, pair.score) for pair in outcome.round.pairs}


def shuffled(path, seed):
    """The rows of a sample under other headings, columns and rows in another order."""
    lot = random.Random(seed)
    head, *rows = rows_of(path)
    places = list(range(len(head)))
    lot.shuffle(places)
    lot.shuffle(rows)
    return [[RENAMED[head[place]] for place in places], *([row[place] for place in places] for row in rows)]


@pytest.mark.clause("7.1/1", "R5.1")
def test_the_sample_questionnaires_give_these_pairs(match, tmp_path):
    code, out, err = match(REQUESTS, MENTORS, "--out", tmp_path / "pairs.xlsx")
    assert (code, out) == (
        0,
        "Наставляемых 14, наставников 12: 14 пар, без наставника 0. Доказано, что лучше нельзя. "
        f"Записано: {tmp_path / 'pairs.xlsx'}\n",
    )
    rows = records_of(tmp_path / "pairs.xlsx", "Пары")
    assert {row["Наставляемый"]: (row["Наставник"], int(row["Баллы"])) for row in rows} == PAIRS
    assert sheets_of(tmp_path / "pairs.xlsx") == [
        "Пары", "Без наставника", "Группы", "Каких наставников не хватает", "Как считали", "Замечания",
    ]  # fmt: skip
    assert err.count("\n! ") == 7
    assert "«Скорее да» понято как согласие; спросите, прежде чем решать." in err
    assert "Фокин П.А.: «Запросов нет, спасибо» — запросов нет, в подборе не участвует." in err


def test_other_wordings_and_another_order_give_the_same_pairs(tmp_path):
    mentees = write_xlsx(
        tmp_path / "a.xlsx", {"Лист1": [["Ответы педагогов на 10.09.2026"], [], *shuffled(REQUESTS, 1)]}
    )
    mentors = write_xlsx(tmp_path / "b.xlsx", {"Лист1": shuffled(MENTORS, 2)})
    assert found(mentees, mentors) == PAIRS
    assert found(mentors, mentees) == PAIRS


def test_two_sheets_of_one_workbook_are_two_banks(tmp_path):
    both = {"Наставники": rows_of(MENTORS), "Запросы педагогов": rows_of(REQUESTS), "Справка": [["До 1 октября"]]}
    book = write_xlsx(tmp_path / "bank.xlsx", both)
    assert found(book) == PAIRS
    assert [remark.text for remark in read_bank([(book, "")]).remarks if remark.sheet == "Справка"] == [
        "лист пропущен: на нём нет столбцов с именами и темами (запросами)."
    ]


def test_a_separated_text_file_in_windows_1251_gives_the_same_pairs(tmp_path):
    files = []
    for path, delimiter in ((REQUESTS, ";"), (MENTORS, "\t")):
        rows = [[str(cell) for cell in row] for row in shuffled(path, 3)]
        files.append(write_csv(tmp_path / f"{path.stem}.csv", rows, encoding="cp1251", delimiter=delimiter))
    assert found(*files) == PAIRS


def test_the_side_of_a_file_may_be_told(match, tmp_path):
    rows = [["ФИО", "Должность", "Темы"], ["Орлова Нина Петровна", "воспитатель", "Планирование"]]
    others = [["ФИО", "Должность", "Темы"], ["Лунина Вера Ильинична", "воспитатель", "Планирование"]]
    one, other = write_csv(tmp_path / "1.csv", rows), write_csv(tmp_path / "2.csv", others)
    code, _out, err = match(one, other, "--out", tmp_path / "p.json")
    assert code == 2
    assert "не видно, наставники это или наставляемые" in err
    assert "--mentees или --mentors" in err
    assert match("--mentees", one, "--mentors", other, "--out", tmp_path / "p.json")[0] == 0
