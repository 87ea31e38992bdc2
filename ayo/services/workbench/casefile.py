"""One case as it lies before an officer: what must be decided, the papers, the talk, what happened, and the frame."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.exchange.facade import Slip
from ayo.files import facade as files
from ayo.region.facade import pack
from ayo.registry import facade as registry
from ayo.services import access, spoken, versions
from ayo.services.actions.desk import SEEN_FOR
from ayo.services.data import ENDED, Action, Definition, Stage, State, TaskState
from ayo.services.letters import shown, signing
from ayo.services.letters.signing import Draft
from ayo.services.models import Case, Line, Presence, Task
from ayo.services.queries import receipts
from ayo.services.rules import clock as days
from ayo.services.rules import risk
from ayo.services.rules.risk import Risk
from ayo.services.workbench import examination, kept, listing, papers, story, words
from ayo.services.workbench.examination import Examination
from ayo.services.workbench.kept import Kept
from ayo.services.workbench.papers import Paper
from ayo.services.workbench.story import Told
from ayo.ui import filters

TABS = ("periksa", "berkas", "percakapan", "riwayat")
SHOWN_LINES = 200
MOST_GATES = 10


class Casefile:
    """A case with all that its pane prints; each part is read when it is first asked for."""

    def __init__(self, case: Case, task: Task | None, actor: Actor) -> None:
        self.case = case
        self.task = task
        self.actor = actor
        self.made: Definition = versions.definition_of(case.service_version_id)

    @cached_property
    def stage(self) -> Stage | None:
        return self.made.stage(self.task.stage) if self.task else None

    @cached_property
    def is_kin(self) -> bool:
        return access.is_own(self.actor, self.case)

    @cached_property
    def is_neighbour(self) -> bool:
        """Tell whether the reader is no officer but the head of the applicant's RT or RW."""
        return access.heads_neighbourhood(self.actor) and not access.offices_of(self.actor)

    @cached_property
    def holder(self) -> str:
        """Return who holds the stage, when that is somebody else."""
        if self.task is None or self.task.holder_id in {None, self.actor.person_id}:
            return ""
        return registry.name_of(self.task.holder_id) if self.task.holder_id else ""

    @cached_property
    def why_not(self) -> str:
        """Say why nothing can be done here now, or nothing."""
        if self.task is None:
            return _("Tidak ada tahap yang menunggu Anda di kasus ini.")
        if self.is_kin:
            return words.refusal("own_case")
        if self.holder:
            return _("%(name)s memegang tahap ini.") % {"name": self.holder}
        if self.case.state == State.NEEDS_FIX:
            return _("Menunggu jawaban warga sejak %(day)s. Waktu layanan berhenti.") % {
                "day": filters.day_of_month(self.case.stopped_on)
            }
        return ""

    @property
    def may_work(self) -> bool:
        return not self.why_not

    @cached_property
    def slip(self) -> Slip:
        """Which applications have the newest news of the case."""
        return receipts.slip_of(self.case)

    @property
    def is_mine(self) -> bool:
        return self.task is not None and self.task.holder_id == self.actor.id

    @property
    def may_talk(self) -> bool:
        return not self.is_kin and not self.is_neighbour

    @cached_property
    def main(self) -> words.MainDeed | None:
        return words.MAIN[Action(self.stage.action)] if self.stage else None

    @cached_property
    def draft(self) -> Draft | None:
        """Return the letter that is signed here, as it would be now; nothing where nothing is signed electronically."""
        if self.task is None or self.is_kin or not self.made.is_signed_at(self.task.stage):
            return None
        return signing.draft_of_task(self.case, self.task, self.actor) if files.is_signing_connected() else None

    @cached_property
    def draft_rows(self) -> tuple[shown.Row, ...]:
        return shown.rows_of(self.draft.contents.facts["rows"]) if self.draft else ()

    @cached_property
    def letters(self) -> list[Kept]:
        return [] if self.is_kin else kept.of_case(self.case, self.actor)

    @cached_property
    def title(self) -> str:
        about = self.case.subject or self.case.applicant
        return f"{spoken.words(self.made.name)}, {about.titled_name}"

    @cached_property
    def due(self) -> tuple[str, str]:
        """Return what to say of the day by which it must be done, and its tone."""
        if self.case.state in ENDED:
            look = spoken.state(self.case.state)
            return str(look.word), look.tone
        due_on = self.task.due_on if self.task else self.case.due_on
        left = listing.left_of(due_on)
        usual = risk.usual_days(self.made.days, self.stage.share if self.stage else 100)
        found = risk.risk(days_left=left, usual_days=usual, is_waiting=self.case.state == State.NEEDS_FIX)
        said = listing.due_words(found, left)
        if found in {Risk.STOPPED, Risk.LATE}:
            return said.capitalize(), listing.TONES[found]
        return _("Jatuh tempo %(when)s") % {"when": said}, listing.TONES[found]

    @cached_property
    def examination(self) -> Examination:
        return examination.examined(self.case, self.made, is_neighbour=self.is_neighbour)

    @cached_property
    def papers(self) -> list[Paper]:
        return papers.of_case(self.case, self.made)

    @cached_property
    def is_clean(self) -> bool:
        """Tell whether the stage may be accepted along with many others."""
        return self.examination.is_clean and all(paper.will_do for paper in self.papers)

    @cached_property
    def lines(self) -> list[Line]:
        """Return the history, the newest first; heads of RT and RW read no words of the offices among themselves."""
        rows = Line.objects.filter(case=self.case).order_by("-at", "-pk")
        return list((rows.filter(is_internal=False) if self.is_neighbour else rows)[:SHOWN_LINES])

    @cached_property
    def history(self) -> list[Told]:
        return [self._told(line) for line in self.lines]

    @cached_property
    def talk(self) -> list[Told]:
        """Return what was said, the oldest first, as people read a conversation."""
        found = [line for line in self.lines if line.deed in story.TALK or (line.text and not line.is_internal)]
        return [self._told(line) for line in reversed(found)]

    def since(self, version: int) -> list[Told]:
        """Return what happened since a version of the case; every change has one line."""
        return self.history[: max(0, self.case.version - version)]

    def _told(self, line: Line) -> Told:
        return story.told(line, self.case, self.made)

    @cached_property
    def time(self) -> dict[str, Any]:
        """Return the working days of the promise as gates, with a sentence."""
        total = self.made.days
        left = days.left(self.case.due_on, self.case.stopped_on or clock.today(), pack().calendar)
        used = max(0, min(total, total - left))
        if self.case.state in ENDED:
            text = _("Janji %(total)s hari kerja, selesai.") % {"total": total}
        elif left < 0:
            text = ngettext("Lewat %(num)s hari kerja dari janji.", "Lewat %(num)s hari kerja dari janji.", -left) % {
                "num": -left
            }
        else:
            text = _("Terpakai %(used)s dari %(total)s hari kerja.") % {"used": used, "total": total}
        return {"of": total if total <= MOST_GATES else 0, "on": used, "now": int(left >= 0), "text": text}

    @cached_property
    def held_for(self) -> str:
        """Say who has held the stage for how long."""
        if self.task is None or self.task.holder_id is None or self.task.taken_at is None:
            return _("Belum ada yang memegang.") if self.task else ""
        who = _("Anda") if self.is_mine else self.holder
        return _("Dipegang %(who)s %(long)s.") % {"who": who, "long": duration(clock.now() - self.task.taken_at)}

    @cached_property
    def after(self) -> str:
        """Say what happens when the stage is done, and what it counts."""
        if self.stage is None:
            return ""
        following = [one for one in self.made.stages if self.stage.code in one.after]
        told = "; ".join(spoken.words(one.told) for one in following)
        if not told:
            told = spoken.words(self.made.letter.title) if self.made.letter else _("Urusan selesai")
        counted = ngettext("Anda mendapat %(num)s menit.", "Anda mendapat %(num)s menit.", self.stage.minutes)
        return f"{told}. {counted % {'num': self.stage.minutes}}"

    @cached_property
    def others(self) -> list[str]:
        """Return who else has the case open just now."""
        seen = Presence.objects.filter(case=self.case, seen_at__gte=clock.now() - SEEN_FOR)
        ids = seen.exclude(person_id=self.actor.id).values_list("person_id", flat=True)
        return sorted(registry.names_of(set(ids)).values())

    @property
    def read_fields(self) -> Sequence[str]:
        """Return what of the registry an opened case shows, for the log of the person concerned."""
        return sorted({*self.case.known, *self.case.answers})

    @cached_property
    def other_tasks(self) -> list[str]:
        """Return the stages that are open beside this one."""
        rows = Task.objects.filter(case=self.case, state=TaskState.OPEN).select_related("organisation")
        mine = self.task.pk if self.task else None
        return [f"{spoken.words(self.made.stage(row.stage).title)}, {row.organisation.name}" for row in rows
                if row.pk != mine]  # fmt: skip


def duration(span: timedelta) -> str:
    """Say how long something has lasted, in the two largest units."""
    minutes = max(0, int(span.total_seconds()) // 60)
    if minutes < 60:
        return ngettext("%(num)s menit", "%(num)s menit", minutes) % {"num": minutes}
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return _("%(hours)s jam %(minutes)s menit") % {"hours": hours, "minutes": rest}
    return ngettext("%(num)s hari", "%(num)s hari", hours // 24) % {"num": hours // 24}
