"""Events before the mechanisms that are decisions on accreditation are told of their institution.

Where two institutions of one State were decided on in one day, there was one event for both: the other gets its own.
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("hirz.regional.institutions.migrations.0003_windows_in_calendar")
KINDS = {code: "institution_accredited" for code in ("a", "b")} | BEFORE.KINDS
NAMED = " ".join(f"when '{status}' then '{kind}'" for status, kind in KINDS.items())
DECIDED = f"""
    select id, state_code, case status {NAMED} end as kind, on_date, next_date, left(session, 64) as reference, source,
           institution_id, entered_by_id, entered_at
    from institutions_accreditationdecision
"""
TOLD = f"""
    with decided as ({DECIDED})
    update mechanisms_mechanismevent event set institution_id = (
        select one.institution_id from decided one
        where (one.state_code, one.kind, one.on_date) = (event.state_code, event.kind, event.on_date)
        order by one.reference = event.reference desc, one.source = event.source desc, one.institution_id
        limit 1
    ) where institution_id is null and kind in (select kind from decided)
"""
ENTERED = f"""
    with decided as ({DECIDED})
    insert into mechanisms_mechanismevent
        (id, state_code, kind, treaty, on_date, next_date, reference, source, institution_id, entered_by_id, entered_at)
    select gen_random_uuid(), state_code, kind, '', on_date, next_date, reference, source, institution_id,
           entered_by_id, entered_at
    from decided one
    where exists (
        select from mechanisms_mechanismevent event
        where (event.state_code, event.kind, event.on_date) = (one.state_code, one.kind, one.on_date)
    ) and not exists (
        select from mechanisms_mechanismevent event
        where (event.state_code, event.kind, event.on_date, event.institution_id)
            = (one.state_code, one.kind, one.on_date, one.institution_id)
    )
    on conflict do nothing
"""
ONE_FOR_ALL = """
    delete from mechanisms_mechanismevent later using mechanisms_mechanismevent earlier
    where later.institution_id is not null and later.id > earlier.id
      and (later.state_code, later.kind, later.treaty, later.on_date, later.reference)
        = (earlier.state_code, earlier.kind, earlier.treaty, earlier.on_date, earlier.reference)
"""
UNTOLD = f"{ONE_FOR_ALL}; update mechanisms_mechanismevent set institution_id = null"


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0003_windows_in_calendar"),
        ("mechanisms", "0003_decisions_of_institutions"),
    ]
    operations = [migrations.RunSQL(BEFORE.as_worker(f"{TOLD}; {ENTERED}"), BEFORE.as_worker(UNTOLD))]
