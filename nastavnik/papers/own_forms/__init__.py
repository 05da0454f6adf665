"""An institution's own variant of a form: its Word file with our placeholders, checked, then rendered apart.

What comes in is hostile until shown otherwise. Three walls stand behind each other: the package is looked at
before anything reads it (`package.py`), every statement of the template is walked and only known fields pass
(`statements.py`), and what is left runs in a sandbox in a process of its own with limits (`press.py`).
"""
