"""The log: partitioned by position, refused to anybody who would change or remove an entry."""

from django.db import migrations

FORWARD = """
create table events_log (
    position bigint not null,
    event_id uuid not null,
    type varchar(100) not null,
    subject varchar(100) not null,
    data jsonb not null,
    actor_id uuid not null,
    occurred_at timestamptz not null,
    sequenced_at timestamptz not null,
    primary key (position)
) partition by range (position);
create index events_log_event on events_log (event_id);
create index events_log_subject on events_log (subject, position desc);
create index events_log_occurred_at on events_log using brin (occurred_at);
create table events_log_0 partition of events_log for values from (0) to (1000000);

create function events_log_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'the log is append-only: old partitions are detached, rows are never changed';
end $$;
create trigger events_log_final before update or delete on events_log
    for each row execute function events_log_is_final();
create trigger events_log_not_emptied before truncate on events_log
    for each statement execute function events_log_is_final();

insert into events_counter (id, position) values (1, 0);

-- The outbox is filled and emptied all day: dead rows are swept early, or every poll walks over them.
alter table events_outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_cost_delay = 0);
alter table events_cursor set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 1000);
alter table events_counter set (fillfactor = 10, autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 1000);
"""
BACKWARD = """
drop table events_log;
drop function events_log_is_final;
delete from events_counter;
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
