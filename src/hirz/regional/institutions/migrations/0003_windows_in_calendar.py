"""Deferrals, special reviews, suspensions and ends of accreditation enter the calendar of their State, as classes do.

This is for decisions on record already; a later one is entered together with the decision.
"""

from django.db import migrations

KINDS = {
    "deferred": "institution_deferred",
    "special_review": "institution_special_review",
    "suspended": "institution_suspended",
    "lapsed": "institution_not_accredited",
    "none": "institution_not_accredited",
}


def as_worker(statement: str) -> str:
    """The tables stand behind the wall for their owner too: one statement is said by the role that sees all."""
    return f"""
do $$
declare
    before text := current_setting('role');
begin
    perform set_config('role', 'hirz_worker', true);
    {statement};
    perform set_config('role', before, true);
end $$;
"""


LISTED = ", ".join(f"'{kind}'" for kind in sorted(set(KINDS.values())))
NAMED = " ".join(f"when '{status}' then '{kind}'" for status, kind in KINDS.items())
ENTERED = f"""
    insert into mechanisms_mechanismevent
        (id, state_code, kind, treaty, on_date, next_date, reference, source, entered_by_id, entered_at)
    select * from (
        select gen_random_uuid(), state_code, case status {NAMED} end as kind, '', on_date, next_date,
               left(session, 64), source, entered_by_id, entered_at
        from institutions_accreditationdecision
    ) as decided
    where kind is not null
    on conflict do nothing
"""
LEFT = f"delete from mechanisms_mechanismevent where kind in ({LISTED})"


class Migration(migrations.Migration):
    dependencies = [("institutions", "0002_behind_the_wall"), ("mechanisms", "0002_behind_the_wall")]
    operations = [migrations.RunSQL(as_worker(ENTERED), as_worker(LEFT))]
