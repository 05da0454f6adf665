"""Which posts are teachers' posts: the administration's are not (ПП РФ 21.02.2022 № 225, domain G3)."""

from nastavnik.kit.text import folded

_ADMINISTRATION = (
    "заведующ",
    "директор",
    "руководитель ",
    "начальник",
    "заместител",
    "зам.",
    "и.о. завед",
    "и. о. завед",
)
_TEACHING_STEMS = (
    "воспитател", "учител", "логопед", "дефектолог", "педагог", "психолог", "музыкальн", "инструктор",
    "методист", "преподавател", "концертмейстер", "тьютор", "тренер", "хореограф", "вожат", "тифлопедагог",
    "советник директора", "мастер производственного",
)  # fmt: skip
_NOT_TEACHING = ("помощник воспитател", "младший воспитател", "мл. воспитател", "ассистент")


def is_teaching_post(position: str) -> bool:
    """Whether the holder is a pedagogical worker: only such a one is appointed mentor (4.2)."""
    post = folded(position)
    if post.startswith(_NOT_TEACHING):
        return False
    if post.startswith(_ADMINISTRATION):
        return False
    return any(stem in post for stem in _TEACHING_STEMS)


def is_head_post(position: str) -> bool:
    """Whether the post is that of the head of the institution."""
    post = folded(position)
    return post.startswith(("заведующ", "директор")) and "хозяйств" not in post and "групп" not in post
