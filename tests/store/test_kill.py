"""`kill -9` at any moment of an ingest loses nothing and doubles nothing."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import ingest_worker

from ratebook.export.write import write_records
from ratebook.store.store import Store

WORKER = Path(__file__).with_name("ingest_worker.py")


def exported(path: Path) -> bytes:
    target = path.with_suffix(".jsonl")
    with Store.open(path, readonly=True) as store:
        (made,) = write_records(store.records(), "jsonl", target)
    return made.read_bytes()


def killed_after(path: Path, announced: int, pause: float) -> int:
    """Kills an ingest some time after so many documents; returns how many it announced."""
    process = subprocess.Popen(
        [sys.executable, str(WORKER), str(path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    for _ in range(announced):
        process.stdout.readline()
    try:
        process.wait(pause)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.stdout.read()
    return process.wait()


def test_fifty_kills_and_a_finishing_run_export_the_same_bytes(tmp_path: Path) -> None:
    calm = tmp_path / "calm.sqlite"
    ingest_worker.run(str(calm), announce=False)
    expected = exported(calm)
    rng = random.Random(5)
    path = tmp_path / "killed.sqlite"
    deaths = moment = 0
    while deaths < 50:
        assert moment < 500, "the ingest ends before it can be killed"
        if moment % 10 == 0:
            # A fresh store now and then, so that every stretch of the ingest meets a kill.
            for part in tmp_path.glob("killed.sqlite*"):
                part.unlink()
        # Some die while starting, some while making the tables, most between and in documents.
        announced = 0 if moment % 10 == 0 else rng.randrange(0, 6)
        pause = rng.random() * (0.02 if announced else 0.25)
        deaths += killed_after(path, announced, pause) == -signal.SIGKILL
        if moment % 10 == 9:
            ingest_worker.run(str(path), announce=False)
            assert exported(path) == expected
        moment += 1
    ingest_worker.run(str(path), announce=False)
    assert exported(path) == expected
