"""kill -9 at random points: relay, worker and PostgreSQL, while inputs go on; then count what is lost or doubled.

python -m bench.chaos [KILLS]   (default 200)
"""

import random
import signal
import subprocess
import sys
import time

from bench import _limits
from bench._house import House, Production, house

APPS, SINGLES, RATE = 8, 2, 150
# Longer than a relay needs to start, so that kills also hit one that is in the middle of its work.
BETWEEN_KILLS = (0.2, 4.0)


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with house() as made:
        _limits.show(made)
        slugs = made.add_apps(APPS) + made.add_apps(SINGLES, "SINGLE")
        made.start_relay()
        storm = Storm(made, slugs)
        storm.run(kills)
        storm.judge()


class Storm:
    """Rounds of inputs with kills in between; a second relay stands by, as in a city."""

    def __init__(self, made: House, slugs: list[str]) -> None:
        self.made = made
        self.slugs = slugs
        self.committed: set[str] = set()
        self.killed = {"relay": 0, "worker": 0, "postgres": 0}
        self.worker = self.made.start("jobs")
        self.relays = [made.relay, self.made.start("relay")]
        self.chance = random.Random(1)

    def run(self, kills: int) -> None:
        subjects = self.made.subjects(300)
        started = time.time()
        while sum(self.killed.values()) < kills:
            production = self.made.produce(rate=RATE, count=RATE * 10, subjects=subjects, threads=3)
            while production.process.poll() is None and sum(self.killed.values()) < kills:
                time.sleep(self.chance.uniform(*BETWEEN_KILLS))
                self._kill()
            self._collect(production)
            print(
                f"{sum(self.killed.values())} kills, {len(self.committed)} inputs, {time.time() - started:.0f} s",
                flush=True,
            )

    def _kill(self) -> None:
        """Mostly the relay; PostgreSQL costs its recovery, so every tenth time."""
        what = self.chance.choices(["relay", "worker", "postgres"], [8, 1, 1])[0]
        self.killed[what] += 1
        if what == "postgres":
            pid = self.made.cluster.pid()
            if pid:
                subprocess.run(["kill", "-9", str(pid)], check=False)
            time.sleep(self.chance.uniform(0.0, 0.3))
            self.made.cluster.start()
            return
        if what == "worker":
            self.worker.send_signal(signal.SIGKILL)
            self.worker.wait()
            self.worker = self.made.start("jobs")
            return
        number = self.chance.randrange(2)
        relay = self.relays[number]
        assert relay is not None
        relay.send_signal(signal.SIGKILL)
        relay.wait()
        self.relays[number] = self.made.start("relay")

    def _collect(self, production: Production) -> None:
        self.committed |= production.finish().keys()

    def judge(self) -> None:
        """Every input that was acknowledged, and every one in the log, must have reached everybody once, in order."""
        self._wait_until_sequenced()
        logged = {
            str(row[0]) for row in self.made.sql("select event_id from events_log where subject like 'person/%%'")
        }
        self.made.settle(self.slugs, len(logged), within=240)
        notes = self.made.notes()
        lost = sum(len(logged - notes["first"].get(slug, {}).keys()) for slug in self.slugs)
        strange = sum(len(notes["first"].get(slug, {}).keys() - logged) for slug in self.slugs)
        print(
            f"killed with -9: {self.killed['relay']} × relay, {self.killed['worker']} × worker,"
            f" {self.killed['postgres']} × PostgreSQL during {len(self.committed)} inputs"
            f" to {len(self.slugs)} applications"
        )
        again = sum(notes["again"].values())
        sent = sum(len(first) for first in notes["first"].values()) + again
        print(
            f"acknowledged inputs missing in the log: {len(self.committed - logged)}   deliveries lost: {lost}  "
            f" out of order: {sum(notes['out_of_order'].values())}   of no input: {strange}   positions without gap:"
            f" {self._gapless()}   sent twice (dropped by id): {again} of {sent} = {again / sent * 100:.2f} %"
        )
        self._audit()

    def _wait_until_sequenced(self) -> None:
        deadline = time.time() + 60
        while self.made.waiting() and time.time() < deadline:
            time.sleep(0.2)

    def _gapless(self) -> bool:
        count, low, high = self.made.sql("select count(*), min(position), max(position) from events_log")[0]
        return bool(count == high - low + 1)

    def _audit(self) -> None:
        deadline = time.time() + 60
        while self.made.sql("select count(*) from audit_inbox")[0][0] and time.time() < deadline:
            time.sleep(0.2)
        from ayo.audit import facade as audit

        verdict = audit.verify(self.made.home)
        print(f"audit chain: {verdict.checked} entries, flaws {len(verdict.flaws)}")


if __name__ == "__main__":
    main()
