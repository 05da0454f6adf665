"""One purpose, one document: which words speak of a purpose that has its own paper (152-ФЗ ст. 9, edge case 35)."""

import re

from django.utils.translation import gettext_lazy as _

from nastavnik.consents.models import ConsentKind

_SPEAK_OF = {
    ConsentKind.PROCESSING: r"персональн\w+ данн",
    ConsentKind.DISTRIBUTION: r"распростран\w+|(неопредел[её]нн|неограниченн)\w+ круг|на (всех|любых) сайтах",
    ConsentKind.TRANSFER: r"треть(им|ему|их) лиц|передач\w+ [^.]*данн",
    ConsentKind.IMAGE: r"(использован|обнародован)\w+ [^.]*(изображен|фотограф|видеозап)|статьи? 152\.1",
    ConsentKind.SIGNATURE: r"электронн\w+ подпис",
    ConsentKind.MENTORING: r"(выполнени\w+|исполнени\w+) [^.]*наставнич|(быть|стать|являться) наставником",
    ConsentKind.MENTEE: r"закреплени\w+ [^.]*наставник|в качестве наставляемого",
    ConsentKind.SPECIALIST: r"привлеч[её]нн\w+ специалист",
}
_ALSO_OWN = {
    # these are about personal data themselves, and say so
    ConsentKind.DISTRIBUTION: (ConsentKind.PROCESSING,),
    ConsentKind.TRANSFER: (ConsentKind.PROCESSING,),
    # a pair is named in both papers of the pair
    ConsentKind.MENTORING: (ConsentKind.MENTEE,),
    ConsentKind.SPECIALIST: (ConsentKind.MENTEE,),
}
_DENIED = re.compile(r"\bне (разреша|допуска|да[юёе]|предусматрива)|отдельн\w+ (согласи|документ)", re.I)

_REASONS = {
    ConsentKind.PROCESSING: _("Согласие на обработку персональных данных — отдельный документ "
                              "(152-ФЗ, статья 9): уберите эти слова отсюда."),
    ConsentKind.DISTRIBUTION: _("Согласие на распространение персональных данных — отдельный документ "
                                "(152-ФЗ, статья 10.1): уберите эти слова отсюда."),
    ConsentKind.TRANSFER: _("Согласие на передачу данных третьему лицу — отдельный документ "
                            "(ТК РФ, статья 88): уберите эти слова отсюда."),
    ConsentKind.IMAGE: _("Согласие на использование изображения — отдельный документ "
                         "(ГК РФ, статья 152.1): уберите эти слова отсюда."),
    ConsentKind.SIGNATURE: _("Согласие на простую электронную подпись — отдельный документ "
                             "(63-ФЗ, статья 9): уберите эти слова отсюда."),
    ConsentKind.MENTORING: _("Согласие на наставничество — отдельный документ: уберите эти слова отсюда."),
    ConsentKind.MENTEE: _("Согласие наставляемого — отдельный документ: уберите эти слова отсюда."),
    ConsentKind.SPECIALIST: _("Согласие привлечённого специалиста — отдельный документ: уберите эти слова отсюда."),
}  # fmt: skip


def foreign_purposes(kind: str, body: str) -> list[str]:
    """For each purpose that has a paper of its own and is yet agreed to in these words: the sentence that says so.

    A sentence that denies («распространение не разрешается») agrees to nothing and is left alone.
    """
    own = {kind, *_ALSO_OWN.get(ConsentKind(kind), ())}
    sentences = [part for part in re.split(r"[.;!?]\s", " ".join(body.split())) if not _DENIED.search(part)]
    return [
        str(_REASONS[purpose])
        for purpose, words in _SPEAK_OF.items()
        if purpose not in own and any(re.search(words, part, re.I) for part in sentences)
    ]
