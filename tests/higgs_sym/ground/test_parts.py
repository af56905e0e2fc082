from higgs_sym.ground import parts
from higgs_sym.ground.parts import in_parts, share_of


def test_parts_follow_one_another_and_grow(monkeypatch) -> None:
    seen: list[tuple[int, int]] = []
    told: list[float] = []
    in_parts(100, lambda begin, end: seen.append((begin, end)), progress=told.append)
    assert seen == [(0, 8), (8, 24), (24, 56), (56, 100)]
    assert told == [0.08, 0.24, 0.56, 1.0]
    monkeypatch.setattr(parts, "PART_SECONDS", 0.0)  # every part takes too long
    seen.clear()
    in_parts(20, lambda begin, end: seen.append((begin, end)))
    assert seen == [(0, 8), (8, 12), (12, 14), *((k, k + 1) for k in range(14, 20))]
    seen.clear()
    in_parts(20, lambda begin, end: seen.append((begin, end)), least=8)
    assert seen == [(0, 8), (8, 16), (16, 20)]
    in_parts(0, lambda begin, end: seen.clear())
    assert seen


def test_shares_of_progress() -> None:
    told: list[float] = []
    share = share_of(told.append, 0.25, 0.75)
    for done in (0.0, 0.5, 1.0):
        share(done)
    assert told == [0.25, 0.5, 0.75]
