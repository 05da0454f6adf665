import pytest

from nastavnik.papers.wording import clean, keep_together, with_soft_hyphens


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Ёлкина и Юнусов", "Ёлкина и Юнусов"),
        ("е\u0308лка и\u0306од", "ёлка йод"),  # letters typed as two signs
        ("а\x00б\x07в\x1f", "абв"),
        ("до\u202eмяи\u202c\u200f после", "домяи после"),
        ("строка\r\nвторая\u2028третья", "строка\nвторая\nтретья"),
        ("имя\tфамилия", "имя фамилия"),
        ("сло\u00adво\u200b\ufeff", "слово"),
        ("одинокий \ud800 суррогат", "одинокий  суррогат"),
        ("№\u00a05", "№\u00a05"),
    ],
)
def test_clean_leaves_only_what_can_be_printed(sent, kept):
    assert clean(sent) == kept


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("приказ от 01.09.2026 № 5 «О парах»", "приказ от 01.09.2026 №~5 «О парах»"),
        ("с 1 декабря 2026 г. по май", "с 1~декабря~2026~г. по май"),
        ("Иванова М. П. и Ким В.", "Иванова~М.~П. и Ким~В."),
        ("куратор Е. Б. Кудрявцева", "куратор Е.~Б.~Кудрявцева"),
        ("Куратор Е. Б. Кудрявцева", "Куратор Е.~Б.~Кудрявцева"),
        ("Сергеева-Онищенко А.П. ушла", "Сергеева-Онищенко~А.П. ушла"),
        ("срок 01.12.2026 – 31.05.2027 включительно", "срок 01.12.2026~–~31.05.2027 включительно"),
        ("пункт – важный", "пункт~– важный"),
        ("п. 4.4 и ст. 351.8", "п.~4.4 и ст.~351.8"),
        ("не менее 3 рабочих дней, 100 % и 5 лет", "не менее 3 рабочих дней, 100~% и 5~лет"),
    ],
)
def test_keep_together_binds_dates_numbers_and_names(text, bound):
    assert keep_together(text) == bound.replace("~", "\u00a0")


def test_keep_together_lets_a_period_break_once_in_a_column():
    assert keep_together("01.12.2026 – 31.05.2027", "column") == "01.12.2026\u00a0– 31.05.2027"
    assert keep_together("1 декабря 2026 г.", "column") == "1\u00a0декабря 2026\u00a0г."


def test_keep_together_binds_only_two_initials_in_a_tight_column():
    assert keep_together("Белокопытова И. Г. – № 5", "tight") == "Белокопытова И.\u00a0Г. – № 5"


@pytest.mark.parametrize(
    ("word", "broken"),
    [
        ("взаимопосещение", "вза-имо-по-се-ще-ние"),
        ("Ответственный", "От-ветс-твен-ный"),
        ("объединение", "объ-еди-не-ние"),
        ("музыка", "му-зы-ка"),
        ("дом", "дом"),
        ("аист", "аист"),
        ("линия", "ли-ния"),
        ("PDF", "PDF"),
    ],
)
def test_a_word_is_broken_between_syllables_only(word, broken):
    assert with_soft_hyphens(word).replace("\u00ad", "-") == broken
