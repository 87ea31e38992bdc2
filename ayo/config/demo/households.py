"""Families: who lives under one family card, of an age and a name that fit together.

Days are ordinals. Nobody is born before a parent could have had a child: mothers are at least 18 then, fathers 19.
"""

from ayo.config.demo.chance import Roll, Table, between
from ayo.config.demo.data import FEMALE, MALE, Holder
from ayo.config.demo.drafts import DIVORCED, MARRIED, SINGLE, WIDOWED, YEAR, Draft
from ayo.config.demo.names import Culture, Namer
from ayo.config.demo.place import Place

COUPLE, MOTHER, ALONE, SHARED = "COUPLE", "MOTHER", "ALONE", "SHARED"

FORMS: Table[str] = Table([(COUPLE, 76), (MOTHER, 9), (ALONE, 10), (SHARED, 5)])
HUSBANDS: Table[tuple[int, int]] = Table(
    [((22, 29), 13), ((30, 39), 29), ((40, 49), 26), ((50, 59), 18), ((60, 69), 10), ((70, 79), 4)]
)
SINGLES: Table[tuple[int, int]] = Table([((19, 25), 40), ((26, 35), 30), ((36, 55), 15), ((56, 85), 15)])
CHILDREN: Table[int] = Table([(0, 8), (1, 21), (2, 38), (3, 23), (4, 7), (5, 3)])
AGE_GAP: Table[int] = Table([(-1, 5), (0, 10), (1, 14), (2, 18), (3, 17), (4, 13), (5, 10), (6, 7), (8, 4), (10, 2)])


class Families:
    """Drafts one household after another."""

    def __init__(self, place: Place, roll: Roll) -> None:
        self._place = place
        self._roll = roll
        self._namer = Namer(roll, place.modern)
        self._today = place.as_of.toordinal()

    def draft(self, holder: Holder | None) -> Draft:
        """Return a family of chance, or one around somebody who is needed."""
        culture = self._place.cultures.pick(self._roll)
        form = self._form(holder)
        draft = Draft(culture, self._namer.clan(culture), culture.faith.pick(self._roll))
        if form == COUPLE:
            self._couple(draft, holder)
        elif form == MOTHER:
            self._mother(draft, holder)
        else:
            self._single(draft, holder)
            if form == SHARED and holder is None:
                self._others(draft)
        return draft

    def _form(self, holder: Holder | None) -> str:
        form = FORMS.pick(self._roll)
        if holder is None:
            return form
        if holder.sex == MALE and form in (MOTHER, SHARED):
            return COUPLE
        return ALONE if form == SHARED else form

    def _couple(self, draft: Draft, holder: Holder | None) -> None:
        roll = self._roll
        gap = AGE_GAP.pick(roll)
        if holder is not None and holder.sex == FEMALE:
            wife = holder.born
            husband = self._adult(wife - int(gap * YEAR) - between(roll, -180, 180))
        else:
            husband = holder.born if holder is not None else self._born(HUSBANDS.pick(roll))
            wife = self._adult(husband + int(gap * YEAR) + between(roll, -180, 180))
        hers = draft.culture if roll() < 0.78 else self._place.cultures.pick(roll)
        his_name = named(holder, MALE) or self._name(draft.culture, MALE, husband, draft.clan, "")
        her_name = named(holder, FEMALE) or self._name(hers, FEMALE, wife, self._namer.clan(hers), "")
        draft.add(MALE, husband, his_name, MARRIED, "HEAD", draft.culture)
        draft.add(FEMALE, wife, her_name, MARRIED, "SPOUSE", hers)
        self._children(draft, mother=wife, father=husband)
        if husband > self._today - 52 * YEAR and roll() < 0.1:
            self._grandparent(draft, husband)

    def _mother(self, draft: Draft, holder: Holder | None) -> None:
        born = holder.born if holder is not None else self._born((28, 66))
        state = WIDOWED if self._roll() < 0.55 else DIVORCED
        name = named(holder, FEMALE) or self._name(draft.culture, FEMALE, born, draft.clan, "")
        draft.add(FEMALE, born, name, state, "HEAD", draft.culture)
        self._children(draft, mother=born, father=born)

    def _single(self, draft: Draft, holder: Holder | None) -> None:
        roll = self._roll
        born = holder.born if holder is not None else self._born(SINGLES.pick(roll))
        sex = holder.sex if holder is not None else MALE if roll() < 0.55 else FEMALE
        old = self._today - born > 50 * YEAR
        state = SINGLE if not old else WIDOWED if roll() < 0.7 else DIVORCED
        name = named(holder, sex) or self._name(draft.culture, sex, born, draft.clan, "")
        draft.add(sex, born, name, state, "HEAD", draft.culture)

    def _others(self, draft: Draft) -> None:
        for _ in range(between(self._roll, 1, 3)):
            sex = MALE if self._roll() < 0.5 else FEMALE
            born = self._born((18, 34))
            name = self._name(draft.culture, sex, born, draft.clan, "")
            draft.add(sex, born, name, SINGLE, "OTHER", draft.culture)

    def _children(self, draft: Draft, *, mother: int, father: int) -> None:
        roll = self._roll
        born = max(mother + int(between(roll, 20, 30) * YEAR), father + int(19.5 * YEAR)) + between(roll, 0, 364)
        father_name = draft.members[0].name if draft.members[0].sex == MALE else ""
        for _ in range(CHILDREN.pick(roll)):
            if born > self._today or born - mother > 44 * YEAR:
                return
            age = (self._today - born) / YEAR
            if age < 21 or roll() < (0.55 if age < 26 else 0.2 if age < 32 else 0.03):
                sex = MALE if roll() < 0.512 else FEMALE
                name = self._name(draft.culture, sex, born, draft.clan, father_name)
                draft.add(sex, born, name, SINGLE, "CHILD", draft.culture)
            born += between(roll, 500, 1900)

    def _grandparent(self, draft: Draft, child: int) -> None:
        born = child - int(between(self._roll, 21, 33) * YEAR)
        sex = FEMALE if self._roll() < 0.72 else MALE
        name = self._name(draft.culture, sex, born, draft.clan, "")
        draft.add(sex, born, name, WIDOWED, "PARENT", draft.culture)

    def _name(self, culture: Culture, sex: str, born: int, clan: str, father: str) -> str:
        if self._today - born > 36 * YEAR:
            return self._namer.elder(culture, sex, clan)
        return self._namer.younger(culture, sex, clan, father)

    def _born(self, ages: tuple[int, int]) -> int:
        youngest, oldest = ages
        return self._today - between(self._roll, int(youngest * YEAR) + 1, int((oldest + 1) * YEAR) - 1)

    def _adult(self, born: int) -> int:
        return min(born, self._today - int(19.5 * YEAR))


def named(holder: Holder | None, sex: str) -> str:
    """Return the name the holder brings along, if the holder is of this sex and has one."""
    return holder.name if holder is not None and holder.sex == sex else ""
