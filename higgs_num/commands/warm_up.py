"""`higgs warm-up`: compile all kernels ahead."""

import click

from higgs_sym.commands.options import examples, workers_option
from higgs_sym.ground.answer import Answer


@click.command("warm-up", epilog=examples("higgs warm-up", "higgs warm-up --workers 2"))
@workers_option("Processes.  [number of cores]", argument="workers")
def command(workers: int | None) -> Answer:
    """Compile all kernels that are not in the cache, once per installation.

    Without it each command compiles those that it needs when it is first used.
    """
    import time

    from higgs_num.core.compile import FOLDER, kernels_kept
    from higgs_num.warm_up import warm_up
    from higgs_sym.ground.files import ensure_folder
    from higgs_sym.ground.progress import bar

    ensure_folder(FOLDER)
    before, started = kernels_kept(), time.perf_counter()
    with bar("compiling kernels") as progress:
        warm_up(workers=workers, progress=progress)
    seconds = time.perf_counter() - started
    data = {
        "folder": str(FOLDER),
        "kernels": kernels_kept(),
        "new": kernels_kept() - before,
        "seconds": seconds,
    }
    text = f"{data['kernels']} kernels in {data['folder']}, {data['new']} of them new"
    return Answer(data, f"{text} ({seconds:.3g} s)")
