import io
import sys

from higgs_sym.ground.progress import bar


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_nothing_is_printed_where_there_is_no_terminal(monkeypatch) -> None:
    for error, shown in ((io.StringIO(), False), (Screen(), True)):
        monkeypatch.setattr(sys, "stderr", error)
        with bar("work") as progress:
            progress(0.5)
        assert bool(error.getvalue()) == shown
