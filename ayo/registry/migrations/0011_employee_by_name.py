"""Employees carry the name by which they are sorted. The database keeps it, whichever way a row or a name is written."""

from django.db import migrations, models

FILL = """
update registry_employee employee set search_name = person.search_name
from registry_person person where person.id = employee.person_id
"""
FORWARD = """
create function registry_employee_named() returns trigger language plpgsql as $$
begin
    new.search_name := coalesce((select search_name from registry_person where id = new.person_id), '');
    return new;
end $$;
create trigger registry_employee_named before insert or update of person_id, search_name on registry_employee
    for each row execute function registry_employee_named();

create function registry_person_renamed() returns trigger language plpgsql as $$
begin
    update registry_employee set search_name = new.search_name where person_id = new.id;
    return null;
end $$;
create trigger registry_person_renamed after update of search_name on registry_person
    for each row when (old.search_name is distinct from new.search_name) execute function registry_person_renamed();
"""
BACKWARD = """
drop trigger registry_person_renamed on registry_person;
drop function registry_person_renamed;
drop trigger registry_employee_named on registry_employee;
drop function registry_employee_named;
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0010_proposal_to_judge")]
    operations = [
        migrations.AddField(
            model_name="employee",
            name="search_name",
            field=models.CharField(default="", editable=False, max_length=120),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="employee",
            index=models.Index(fields=["search_name", "person"], name="employee_by_name"),
        ),
        migrations.AddIndex(
            model_name="employee",
            index=models.Index(fields=["organisation", "search_name", "person"], name="employee_by_unit_name"),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
