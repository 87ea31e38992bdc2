"""Work counts itself: what services announce becomes activities, in the order in which it happened."""

from ayo.events.facade import Event, subscribe
from ayo.performance import actions
from ayo.performance.data.activity import ActivityState, Origin, Work
from ayo.performance.events import UnitResultChanged
from ayo.services.events import (
    CaseConfirmed,
    CaseEnded,
    CaseReopened,
    HelpGiven,
    HelpJudged,
    HelpObjected,
    StageDone,
)


@subscribe(StageDone, CaseConfirmed, CaseEnded, CaseReopened, HelpGiven, HelpObjected, HelpJudged)
def follow_work(event: Event) -> None:
    """One subscription for all, so that what is taken back is never older than what was credited."""
    match event:
        case StageDone():
            actions.credit(work=_of_stage(event), state=ActivityState.WAITING)
        case CaseConfirmed():
            actions.count_case(case_id=event.case_id)
        case CaseEnded(state="REJECTED" | "CANCELLED" | "EXPIRED"):
            # Nobody is asked whether a refusal was right; the work on it was done.
            actions.count_case(case_id=event.case_id)
        case CaseReopened():
            actions.reverse_case(case_id=event.case_id)
        case HelpGiven():
            # The resident agreed beforehand.
            actions.credit(work=_of_help(event), state=ActivityState.COUNTED)
        case HelpObjected():
            actions.reverse_help(help_id=event.help_id)
        case HelpJudged(is_upheld=False):
            actions.restore_help(help_id=event.help_id)


@subscribe(UnitResultChanged)
def follow_unit_results(event: Event) -> None:
    """Whoever carries what a unit is to reach hears when that is said otherwise or ended."""
    match event:
        case UnitResultChanged():
            actions.tell_carriers(unit_result_id=event.result_id)


def _of_stage(event: StageDone) -> Work:
    return Work(
        origin=Origin.STAGE, origin_id=event.task_id, case_id=event.case_id, step=event.stage, title=event.title,
        officer_id=event.officer_id, applicant_id=event.applicant_id, subject_id=event.subject_id,
        organisation_id=event.organisation_id, code=event.work_code, minutes=event.minutes, on=event.on,
    )  # fmt: skip


def _of_help(event: HelpGiven) -> Work:
    return Work(
        origin=Origin.HELP, origin_id=event.help_id, case_id=event.case_id, step="", title=event.title,
        officer_id=event.officer_id, applicant_id=event.applicant_id, subject_id=None, organisation_id=None,
        code=event.work_code, minutes=event.minutes, on=event.on,
    )  # fmt: skip
