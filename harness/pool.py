# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs tasks several at a time, until they are done or Ctrl-C comes."""
import signal
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Callable, Dict, Iterable, Iterator, List, Sequence, Tuple, TypeVar

from harness import processes
from harness.progress import Progress

Task, Result = TypeVar("Task"), TypeVar("Result")


class Interrupted(Exception):
    """Ctrl-C. What was running then is killed, and not counted."""


def _interrupt(*_signal) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)        # once is enough
    raise Interrupted


def each(work: Callable[[Task], Result], tasks: Iterable[Task],
         jobs: int) -> Iterator[Tuple[Task, Result]]:
    """Tasks and what work made of them, in the order in which they are done."""
    before = signal.signal(signal.SIGINT, _interrupt)
    executor = ThreadPoolExecutor(jobs)
    try:
        task_of = {executor.submit(work, task): task for task in tasks}
        for future in as_completed(task_of):
            yield task_of[future], future.result()
    except Interrupted:
        executor.shutdown(wait=False, cancel_futures=True)
        processes.kill_all()
        raise
    finally:
        executor.shutdown(cancel_futures=True)
        signal.signal(signal.SIGINT, before)


def campaign(work: Callable[[Task], Dict], tasks: Sequence[Task],
             jobs: int) -> Tuple[List[Dict], bool]:
    """What work made of the tasks, and whether it came to its end; shows how far it is. work
    returns `name`, `what` became of it, `complaints` and more."""
    results: List[Dict] = []
    progress = Progress(len(tasks))
    try:
        for _task, found in each(work, tasks, jobs):
            results.append(found)
            if found["complaints"]:
                progress.say("failed: %s: %s" % (found["name"], found["complaints"][0][:200]))
            progress.step(found["what"])
    except Interrupted:
        return results, False
    finally:
        progress.end()
    return results, True
