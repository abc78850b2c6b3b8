"""Burns CPU in `heavy` and `light`, about three to one and in turns, and says what it did: seconds in each
by the thread's CPU time and by the wall clock.

Pyroscope's SDK sends to the address in SERVER_ADDRESS meanwhile.
"""

import json
import os
import time
from importlib.metadata import version

import pyroscope

CPU_SECONDS = 4
ROUNDS = 40_000


def heavy(rounds):
    x = 123456789
    for _ in range(rounds):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
    return x


def light(rounds):
    x = 362436069
    for _ in range(rounds):
        x = (x * 69069 + 1) & 0xFFFFFFFF
    return x


def now():
    return {"cpu": time.thread_time(), "wall": time.perf_counter()}


def main():
    pyroscope.configure(
        application_name="burner",
        server_address=os.environ["SERVER_ADDRESS"],
        tags={"version": "1.4.2", "pod": "pod-1"},
    )
    started = time.perf_counter()
    spent = {"cpu": {"heavy": 0.0, "light": 0.0}, "wall": {"heavy": 0.0, "light": 0.0}}
    while spent["cpu"]["heavy"] + spent["cpu"]["light"] < CPU_SECONDS:
        start = now()
        heavy(3 * ROUNDS)
        between = now()
        light(ROUNDS)
        end = now()
        for clock, seconds in spent.items():
            seconds["heavy"] += between[clock] - start[clock]
            seconds["light"] += end[clock] - between[clock]
    pyroscope.shutdown()
    spent["cpu"]["process"] = time.process_time()
    spent["wall"]["process"] = time.perf_counter() - started
    print(json.dumps({"client": "pyroscope-io " + version("pyroscope-io"), **spent}), flush=True)


main()
