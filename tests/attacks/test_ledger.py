"""Somebody who owns the database changes what is on record. Each way is found, and the entry is named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from hirz.engines.ledger import Checkpoint, Note
from hirz.foundation.accounts.models import User
from hirz.foundation.audit import sequencing
from hirz.foundation.audit.checkpoints import log_signer, make_checkpoint
from hirz.foundation.audit.leaves import seal_leaf
from hirz.foundation.audit.models import Entry, LedgerCheckpoint, LedgerLeaf
from hirz.foundation.audit.recounting import Recounted, recount
from hirz.foundation.audit.refusals import LedgerFails, LedgerForks
from hirz.foundation.audit.shredding import shred_entries
from hirz.foundation.offices.models import Office
from tests.foundation.audit.acting import act, tamper

ENTRIES = 40


@pytest.fixture
def signed(office: Office, desk: User) -> Office:
    """Forty entries, the first thirty under a checkpoint, all of them under a second one."""
    act(office, 30)
    make_checkpoint()
    act(office, 10)
    make_checkpoint()
    return office


def fails() -> LedgerFails:
    with pytest.raises(LedgerFails) as failed:
        recount()
    return failed.value


def entry_at(index: int) -> int:
    return LedgerLeaf.objects.get(index=index).entry_id


def written_anew(index: int) -> bytes:
    """Another entry in its place, with a salt and a hash that fit it."""
    forged = Entry.objects.get(pk=entry_at(index))
    forged.detail = {"number": -1}
    seal_leaf(forged)
    change = "update audit_entry set detail = '{\"number\": -1}', salt = %s, leaf_hash = %s where id = %s"
    tamper(change, forged.salt, forged.leaf_hash, forged.pk)
    return bytes(forged.leaf_hash)


def test_untouched_ledger_holds(signed: Office) -> None:
    found = recount()
    assert (found.entries, found.checkpoints, found.shredded) == (ENTRIES, 2, 0)


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'CASE_MOVEd'",
        "detail = jsonb_set(detail, '{number}', '8')",
        "at = at + interval '1 microsecond'",
        "case_id = subject_id",
        "subject_id = gen_random_uuid()",
        "office_id = null",
        "actor_kind = 'SUBMITTER'",
        "salt = set_byte(salt, 31, mod(get_byte(salt, 31) + 1, 256))",
        "leaf_hash = set_byte(leaf_hash, 0, mod(get_byte(leaf_hash, 0) + 1, 256))",
        "detail = '{\"number\": 1.5}'",
    ],
)
@pytest.mark.parametrize("index", [0, 17, 39])
def test_ledger_edit_of_one_byte_is_found_by_its_index(index: int, change: str, signed: Office) -> None:
    assert tamper(f"update audit_entry set {change} where id = %s", entry_at(index)) == 1  # noqa: S608
    found = fails()
    assert (found.reason, found.first, found.last) == ("ledger_entry_altered", index, index)


def test_entry_written_anew_with_a_hash_that_fits_is_found(signed: Office) -> None:
    """Salt, entry and its own hash agree with each other; the leaf remembers."""
    written_anew(12)
    assert (fails().first, fails().last) == (12, 12)


def test_leaf_rewritten_to_match_is_found_by_the_hash_above_it(signed: Office) -> None:
    tamper("update audit_ledgerleaf set hash = %s where index = 12", written_anew(12))
    found = fails()
    assert (found.reason, found.first, found.last) == ("ledger_node_altered", 0, 15)


def test_whole_tree_rewritten_to_match_is_found_by_the_checkpoint(signed: Office) -> None:
    written_anew(12)
    tamper("delete from audit_ledgerleaf")
    tamper("delete from audit_ledgernode")
    found = fails()
    assert (found.reason, found.first, found.last) == ("ledger_root_differs", 0, 29)


@pytest.mark.parametrize("index", [0, 5, 39])
def test_deleted_entry_is_found(index: int, signed: Office) -> None:
    assert tamper("delete from audit_entry where id = %s", entry_at(index)) == 1
    found = fails()
    assert (found.reason, found.first) == ("ledger_entry_altered", index)


def test_entry_deleted_with_its_leaf_is_found(signed: Office) -> None:
    entry = entry_at(5)
    tamper("delete from audit_ledgerleaf where index = 5")
    tamper("delete from audit_entry where id = %s", entry)
    assert fails().first == 5


def test_tail_cut_off_is_found_by_the_last_checkpoint(signed: Office) -> None:
    last = entry_at(33)
    tamper("delete from audit_ledgerleaf where index > 33")
    tamper("delete from audit_entry where id > %s", last)
    found = fails()
    assert (found.reason, found.first, found.last) == ("ledger_truncated", 34, 39)


def test_tail_cut_off_with_its_checkpoint_is_found_by_the_copy_kept_elsewhere(signed: Office) -> None:
    elsewhere = Note.parse(LedgerCheckpoint.objects.get(size=ENTRIES).note)
    last = entry_at(33)
    tamper("delete from audit_ledgercheckpoint where size > 30")
    tamper("delete from audit_ledgerleaf where index > 33")
    tamper("delete from audit_entry where id > %s", last)
    assert recount().entries == 34
    with pytest.raises(LedgerFails) as failed:
        recount(kept_elsewhere=[elsewhere])
    assert (failed.value.reason, failed.value.first, failed.value.last) == ("ledger_truncated", 34, 39)


def test_two_entries_swapped_are_found(signed: Office) -> None:
    one, other = entry_at(7), entry_at(21)
    tamper("update audit_ledgerleaf set entry_id = -1 where index = 7")
    tamper("update audit_ledgerleaf set entry_id = %s where index = 21", one)
    tamper("update audit_ledgerleaf set entry_id = %s where index = 7", other)
    assert (fails().first, fails().last) == (7, 7)


def test_two_entries_swapped_with_their_hashes_are_found(signed: Office) -> None:
    one, other = LedgerLeaf.objects.get(index=7), LedgerLeaf.objects.get(index=21)
    tamper("update audit_ledgerleaf set entry_id = -1 where index = 7")
    tamper("update audit_ledgerleaf set entry_id = %s, hash = %s where index = 21", one.entry_id, one.hash)
    tamper("update audit_ledgerleaf set entry_id = %s, hash = %s where index = 7", other.entry_id, other.hash)
    assert (fails().first, fails().last) == (0, 15)


def test_entry_put_in_between_is_found(signed: Office) -> None:
    """Its place is taken from the others, which all move by one."""
    act(signed)
    tamper("update audit_ledgerleaf set index = index + 1000 where index >= 10")
    tamper("update audit_ledgerleaf set index = index - 999 where index >= 1000")
    new = Entry.objects.latest("id")
    tamper("insert into audit_ledgerleaf (index, entry_id, hash) values (10, %s, %s)", new.pk, new.leaf_hash)
    assert fails().first <= 10


def test_entry_that_claims_to_be_older_than_a_checkpoint_before_it_is_found(signed: Office) -> None:
    forged = Entry(
        at=timezone.now() - timedelta(days=3), actor_kind="SYSTEM", verb="CASE_MOVED", subject_type="offices.office",
        subject_id=signed.pk, detail={},
    )  # fmt: skip
    seal_leaf(forged)
    forged.save()
    found = fails()
    assert (found.reason, found.first) == ("ledger_backdated", ENTRIES)


def test_hash_for_entries_that_are_not_there_is_found(signed: Office) -> None:
    tamper("insert into audit_ledgernode (level, position, hash) values (4, 2, sha256('x'))")
    assert fails().reason == "ledger_node_altered"


@pytest.mark.parametrize(
    "change", ["note = replace(note, '30', '31')", "size = 31", "note = 'nothing'"], ids=["note", "size", "gone"]
)
def test_checkpoint_changed_is_found(change: str, signed: Office) -> None:
    assert tamper(f"update audit_ledgercheckpoint set {change} where size = 30") == 1  # noqa: S608
    assert fails().reason == "ledger_checkpoint_altered"


def test_checkpoint_signed_by_another_key_is_found(signed: Office) -> None:
    row = LedgerCheckpoint.objects.get(size=30)
    other = type(log_signer())(log_signer().name, b"another key of thirty-two bytes.")
    forged = Note(Note.parse(row.note).text).signed_by(other).encoded()
    tamper("update audit_ledgercheckpoint set note = %s where size = 30", forged)
    assert fails().reason == "ledger_checkpoint_altered"


def test_nothing_is_signed_over_a_ledger_that_lost_what_was_signed(signed: Office) -> None:
    act(signed)
    tamper("update audit_ledgerleaf set hash = sha256('x') where index = 3")
    tamper("delete from audit_ledgernode")
    with pytest.raises(LedgerForks):
        make_checkpoint()
    assert LedgerCheckpoint.objects.count() == 2


def test_shredded_entries_verify_and_say_nothing(signed: Office, desk: User) -> None:
    assert shred_entries(subject=signed, by=desk) == ENTRIES
    assert not Entry.objects.filter(salt=None).exclude(detail={}).exists()
    found = recount()
    assert found == Recounted(ENTRIES + 1, found.root, 2, 0, ENTRIES)


def test_entry_shredded_without_an_act_on_record_is_found(signed: Office) -> None:
    Entry.objects.filter(pk=entry_at(9)).update(salt=None, detail={})
    found = fails()
    assert (found.reason, found.first, found.last) == ("ledger_shredded_silently", 9, 9)


def test_split_views_make_two_roots_of_one_size(signed: Office) -> None:
    """What a forger who holds the key would sign: the witness sees both (tests/faces/cli/test_ledger.py)."""
    true = Checkpoint.from_text(Note.parse(LedgerCheckpoint.objects.get(size=ENTRIES).note).text)
    false = Checkpoint(true.origin, true.size, b"\x00" * 32).signed(log_signer())
    with pytest.raises(LedgerFails) as failed:
        recount(kept_elsewhere=[false])
    assert failed.value.reason == "ledger_root_differs"


def test_places_follow_one_another(signed: Office) -> None:
    assert sequencing.sequence(thorough=True) == 0
    assert list(LedgerLeaf.objects.order_by("index").values_list("index", flat=True)) == list(range(ENTRIES))
