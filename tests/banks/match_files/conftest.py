"""The command as a person calls it."""

import pytest

from nastavnik.banks.match_files.cli import main


@pytest.fixture
def match(capsys):
    """`match(files…, out=…)`: the exit code, what was said on either stream."""

    def match(*arguments):
        code = main([str(each) for each in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return match
