"""`higgs warm-up`: compile all kernels ahead."""

import click

from higgs_sym.ground.answer import Answer


@click.command("warm-up")
@click.option("--workers", type=int, default=None, help="Processes.  [number of cores]")
def command(workers: int | None) -> Answer:
    """Compile all kernels that are not in the cache, once per installation.

    Without it each command compiles those that it needs when it is first used.
    """
    import time

    from higgs_num.core.compile import cache_folder
    from higgs_num.warm_up import warm_up
    from higgs_sym.ground.files import ensure_folder
    from higgs_sym.ground.progress import bar

    def compiled() -> int:
        return len(list(cache_folder().rglob("*.nbc")))

    ensure_folder(cache_folder())
    before, started = compiled(), time.perf_counter()
    with bar("compiling kernels") as progress:
        warm_up(workers=workers, progress=progress)
    seconds = time.perf_counter() - started
    data = {
        "folder": str(cache_folder()),
        "kernels": compiled(),
        "new": compiled() - before,
        "seconds": seconds,
    }
    text = f"{data['kernels']} kernels in {data['folder']}, {data['new']} of them new"
    return Answer(data, f"{text} ({seconds:.3g} s)")
