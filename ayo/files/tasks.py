"""Background work of files: what waits for a scanner is brought to it again."""

from procrastinate.contrib.django import app

from ayo.files import actions, queries
from ayo.files.data import Found
from ayo.files.uploads import scanning

AT_ONCE = 50


@app.periodic(cron="* * * * *")
@app.task(name="files.scan_waiting", queue="files", pass_context=False)
def scan_waiting(timestamp: int) -> None:
    """Scan what is in quarantine, the oldest first; the first silence ends the round."""
    for card in queries.waiting_for_scan(AT_ONCE):
        word = scanning.scan(card.path.read_bytes())
        if word.found is Found.NO_ANSWER:
            return
        if word.found is Found.MALWARE:
            actions.refuse_scanned(file_id=card.id, what=word.name)
        else:
            actions.keep_scanned(file_id=card.id)
