"""JSON both ways: the documented example, exact words, and the answer read in again."""

import json
import re
from pathlib import Path

import pytest

from tests.banks.match_files.tables import MENTORS, REQUESTS

HOW_TO = Path(__file__).parents[3] / "docs" / "how-to" / "match.md"
RESULT = ("pairs", "unmatched", "groups", "lacking", "certificate", "input_hash")


def written(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def example():
    return json.loads(re.search(r"```json\n(.*?)```", HOW_TO.read_text(encoding="utf-8"), re.S)[1])


def test_the_example_of_the_how_to_runs(match, tmp_path):
    code, _out, err = match(written(tmp_path / "bank.json", example()), "--out", tmp_path / "pairs.json")
    assert (code, err) == (0, "")
    found = json.loads((tmp_path / "pairs.json").read_text())
    assert [(pair["mentee"], pair["mentor"], pair["topics"]) for pair in found["pairs"]] == [
        ("m1", "t1", ["Речевое развитие"]),
        ("m2", "t2", ["Речевое развитие"]),
    ]
    assert found["weights"] == {"topics": 40, "experience": 15, "position": 10, "forms": 10, "hours": 0, "place": 5,
                                "wishes": 10, "waiting": 5}  # fmt: skip
    assert (found["tie_key"], found["as_of"]) == ("2026", "2026-09-14")
    assert found["mentees"][0] == {
        "id": "m1", "name": "Орлова Нина Петровна", "topics": ["Речевое развитие", "Робототехника"],
        "position": "воспитатель", "experience_months": 8, "forms": ["traditional"], "distance": True,
        "hours": ["tue-nap"], "institution": "Детский сад № 4", "wishes": ["t1"], "waiting_days": 13,
    }  # fmt: skip
    assert found["mentees"][1]["forms"] == ["reversive", "traditional"]
    assert found["mentees"][1]["hours"] == ["tue-nap"]
    assert (found["mentors"][0]["capacity"], found["mentors"][0]["used"], found["mentors"][0]["group"]) == (2, 1, 2)


def test_the_answer_read_in_again_gives_the_same_answer(match, tmp_path):
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    assert match(REQUESTS, MENTORS, "--out", first, "--weights", "опыт=20,hours=0", "--tie-key", "осень")[0] == 0
    assert match(first, "--out", second)[0] == 0
    one, other = json.loads(first.read_text()), json.loads(second.read_text())
    assert {key: one[key] for key in one if key != "remarks"} == {key: other[key] for key in other if key != "remarks"}
    assert (other["weights"]["experience"], other["weights"]["hours"], other["tie_key"]) == (20, 0, "осень")
    assert all(other[key] for key in RESULT if key not in ("unmatched", "groups"))


def test_the_lot_between_equals_follows_the_key_and_not_the_order(match, tmp_path):
    people = [{"name": f"Учитель {letter}", "topics": ["Игры"]} for letter in "абвгде"]
    mentors = [{"name": f"Мастер {letter}", "topics": ["Игры"]} for letter in "абв"]

    def pairs(mentees, key):
        bank = written(tmp_path / "bank.json", {"mentees": mentees, "mentors": mentors})
        assert match(bank, "--out", tmp_path / "p.json", "--tie-key", key)[0] == 0
        return [(one["mentee"], one["mentor"]) for one in json.loads((tmp_path / "p.json").read_text())["pairs"]]

    assert pairs(people, "1") == pairs(people[::-1], "1")
    assert len({tuple(pairs(people, str(key))) for key in range(6)}) > 1


def test_words_of_json_are_keys_and_are_never_joined_by_sense(match, tmp_path):
    bank = {
        "mentees": [{"name": "а", "topics": ["ИКТ"]}],
        "mentors": [{"name": "б", "topics": ["Цифровые технологии"]}],
    }
    code, out, _err = match(written(tmp_path / "bank.json", bank), "--out", tmp_path / "p.json")
    assert code == 0
    assert "0 пар, без наставника 1" in out


def test_one_person_under_two_ids_is_never_the_own_mentor(match, tmp_path):
    bank = {
        "mentees": [{"id": "1", "name": "Орлова Н. П.", "topics": ["Игры"], "person": "орлова"}],
        "mentors": [{"id": "2", "name": "Орлова Нина", "topics": ["Игры"], "person": "орлова"}],
    }
    match(written(tmp_path / "bank.json", bank), "--out", tmp_path / "p.json")
    (left,) = json.loads((tmp_path / "p.json").read_text())["unmatched"]
    assert left["obstacle"] == "self"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "не JSON: ошибка в строке 1"),
        ('{"people": []}', "нет списков mentees и mentors"),
        ('{"mentees": {}, "mentors": []}', "mentees должен быть списком людей"),
        ('{"mentees": ["Анна"], "mentors": []}', "запись 1 в mentees — не объект"),
        ('{"mentees": [{"name": {"a": 1}}]}', "mentees, запись 1: поле name содержит вложенный объект"),
        ('{"mentees": [{"name": "а", "experience_months": "много"}]}', "experience_months — целое число месяцев"),
        ('{"mentees": [], "mentors": []}', "Не прочитано ни одного человека"),
        ('{"mentees": [{"name": "а"}], "mentors": [], "weights": {"colour": 1}}', "weights — объект с весами"),
        ('{"mentees": [{"name": "а"}], "mentors": [{"name": "б"}], "weights": {"topics": "x"}}', "должен быть целым"),
        ('{"mentees": [{"name": "а"}], "mentors": [{"name": "б"}], "excluded": ["а"]}', "excluded — список пар"),
        ('{"mentees": [{"name": "а"}], "mentors": [{"name": "б"}], "as_of": "14.09"}', "as_of — день в виде"),
    ],
)
def test_json_of_another_shape_is_refused_with_a_sentence(match, tmp_path, text, sentence):
    path = tmp_path / "bank.json"
    path.write_text(text, encoding="utf-8")
    code, _out, err = match(path, "--out", tmp_path / "p.json")
    assert code == 2
    assert sentence in err
    assert not (tmp_path / "p.json").exists()


def test_an_unknown_field_is_told(match, tmp_path):
    bank = {"mentees": [{"name": "а", "topics": ["x1"], "colour": "red"}], "mentors": [{"name": "б", "topics": ["x1"]}]}
    code, _out, err = match(written(tmp_path / "bank.json", {**bank, "more": 1}), "--out", tmp_path / "p.json")
    assert code == 0
    assert "столбец «colour»: такого поля нет; оно не прочитано." in err
    assert "столбец «more»: такого раздела нет; он не прочитан." in err
