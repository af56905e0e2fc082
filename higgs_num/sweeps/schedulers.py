"""Who computes the batches of a sweep: processes of this machine, or a running Dask cluster."""

import contextlib
import queue
import threading
from collections.abc import Callable, Generator
from typing import Any, Protocol

from higgs_num.sweeps.isolated import Isolated, in_this_thread
from higgs_num.sweeps.store import Outcome
from higgs_num.sweeps.work import Batch, Work
from higgs_sym.ground.errors import ComputationError, HiggsError, PackageError, integer
from higgs_sym.ground.workers import MOST_WORKERS, available

# Of what is being computed, in batches for each worker, so that none waits for the driver.
AHEAD = 2

NextBatch = Callable[[], Batch | None]


class Scheduler(Protocol):
    """Computes batches in any order."""

    @property
    def told(self) -> str:
        """Where it runs, for those who watch."""
        ...

    @property
    def workers(self) -> int:
        """How many batches it computes at a time."""
        ...

    def outcomes(self, work: Work, next_batch: NextBatch) -> Generator[Outcome, None, None]:
        """Yield outcomes as they come, until `next_batch` returns None; close it to stop.

        Raises
        ------
        ComputationError
            If it is gone, or its code is not that of this process.
        """
        ...


class Local:
    """Processes of this machine, each with one thread."""

    def __init__(self, workers: int | None = None) -> None:
        count = available() if workers is None else workers
        self._workers = integer("workers", count, least=1, most=MOST_WORKERS)

    @property
    def told(self) -> str:
        """How many processes."""
        return f"{self._workers} process{'es' if self._workers > 1 else ''}"

    @property
    def workers(self) -> int:
        """How many processes."""
        return self._workers

    def outcomes(self, work: Work, next_batch: NextBatch) -> Generator[Outcome, None, None]:
        """Yield outcomes as they come."""
        found: queue.SimpleQueue[Outcome | BaseException | None] = queue.SimpleQueue()
        taking, processes = threading.Lock(), [Isolated() for _ in range(self._workers)]

        def take() -> Batch | None:
            with taking:  # batches follow one another, whoever asks
                return next_batch()

        def serve(process: Isolated) -> None:
            try:
                while (batch := take()) is not None:
                    for one in process.outcomes(work, batch):
                        found.put(one)
                found.put(None)
            except BaseException as error:
                found.put(error)

        try:
            for process in processes:
                threading.Thread(target=serve, args=(process,), daemon=True).start()
            at_work = self._workers
            while at_work:
                one = found.get()
                if one is None:
                    at_work -= 1
                elif isinstance(one, Outcome):
                    yield one
                else:
                    raise one
        finally:
            for process in processes:
                process.close()


class Dask:
    """The workers of a running `dask.distributed` scheduler."""

    def __init__(self, address: str, timeout: float = 5.0) -> None:
        try:
            import distributed
        except ImportError:
            raise PackageError("distributed", 'pip install "higgs-toolkit[cluster]"') from None
        self.address = address
        try:
            self._client: Any = distributed.Client(address, timeout=timeout, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            reason = " ".join(str(error).split())[:120]
            raise ComputationError(f"There is no scheduler at {address}: {reason}") from None

    @property
    def told(self) -> str:
        """How many threads of workers, and where they can be watched."""
        link = self._client.dashboard_link
        threads = self.workers
        shown = f"{threads} worker thread{'s' if threads != 1 else ''} of {self.address}"
        return f"{shown}, dashboard {link}" if link else shown

    @property
    def workers(self) -> int:
        """Threads of all workers, at least one: they may be yet to come."""
        return max(1, int(sum(self._client.nthreads().values())))

    def outcomes(self, work: Work, next_batch: NextBatch) -> Generator[Outcome, None, None]:
        """Yield outcomes as they come; a worker that is lost is made up for by the others."""
        from distributed import as_completed

        waiting: Any = as_completed(loop=self._client.loop)
        under_way = 0

        def submit() -> bool:
            batch = next_batch()
            if batch is None:
                return False
            waiting.add(self._client.submit(in_this_thread, work, batch, pure=False, retries=3))
            return True

        try:
            for _ in range(AHEAD * self.workers):
                if not submit():
                    break
                under_way += 1
            while under_way:
                future = next(waiting)
                under_way -= 1
                found = future.result()
                while under_way < AHEAD * self.workers and submit():
                    under_way += 1
                yield from found
        except HiggsError:
            raise
        except Exception as error:  # of the network, or of futures that are lost with it
            reason = " ".join(f"{type(error).__name__} {error}".split())[:120]
            raise ComputationError(
                f"The scheduler at {self.address} gives no more results ({reason})"
            ) from None

    def close(self) -> None:
        """Leave the cluster; it goes on running."""
        with contextlib.suppress(Exception):
            self._client.close(timeout=2.0)
