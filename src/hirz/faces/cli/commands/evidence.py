"""Evidence from the command line: `hirz evidence verify | export`. Verifying needs no database, key ring or network."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from hirz.engines.evidence import Code, Problem, Verdict
from hirz.engines.evidence import verify as verify_bundle
from hirz.engines.ledger import NoteMalformed, Verifier
from hirz.faces.cli.acting import acting
from hirz.faces.cli.starting import start_django
from hirz.foundation.owner_only import owner_only

if TYPE_CHECKING:
    from hirz.foundation.accounts.models import User
    from hirz.reprisals.cases.models import Case
    from hirz.reprisals.evidence.versions import Version
    from hirz.rules.consent import Purpose

_file = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
_NO_BUNDLE: Final = frozenset({Code.NOT_A_BUNDLE})
WORDS: Final = {
    Code.NOT_A_BUNDLE: "This is no custody bundle.",
    Code.CONTAINER_ALTERED: "The archive is not in its one form: something was added, removed or rewritten.",
    Code.NAME_NOT_ALLOWED: "The archive holds a file under a name that no bundle has; nothing of it was unpacked.",
    Code.DUPLICATE_NAME: "The archive holds two files of one name.",
    Code.COMPRESSED: "A file in the archive is compressed, which no bundle is.",
    Code.NOT_A_PLAIN_FILE: "The archive holds a link or something else that is no plain file.",
    Code.MANIFEST_MALFORMED: "The manifest cannot be read.",
    Code.MANIFEST_CHANGED: "The manifest is not the one that left.",
    Code.FILE_MISSING: "A file is missing.",
    Code.FILE_EXTRA: "A file was added that is not in the manifest.",
    Code.FILE_CHANGED: "A file is not what it was.",
    Code.FILE_NOT_IN_CUSTODY: "No line of custody speaks of this file.",
    Code.LEDGER_MALFORMED: "The part of the ledger cannot be read.",
    Code.LINE_CHANGED: "A line of custody is not what was recorded.",
    Code.LINE_MISSING: "A line of custody is missing.",
    Code.LINE_EXTRA: "A line of custody was added.",
    Code.PROOF_WRONG: "A proof does not lead to the checkpoint.",
    Code.CHECKPOINT_MALFORMED: "The checkpoint, or the key in the bundle, cannot be read.",
    Code.CHECKPOINT_NOT_SIGNED: "The signature of the checkpoint is wrong.",
    Code.OTHER_KEY: "The bundle rests on another key than the one that was given.",
    Code.OTHER_LOG: "The checkpoint is of another ledger than the manifest says.",
}


@click.group()
def evidence() -> None:
    """Check a custody bundle, or make one."""


@evidence.command()
@click.argument("bundle", type=_file)
@click.option("--key", help="Public key of the ledger, as `hirz ledger key` prints it, from whoever you trust for it.")
@click.option("--json", "as_json", is_flag=True, help="Answer with one line of JSON.")
def verify(bundle: Path, key: str | None, as_json: bool) -> None:
    """Check a custody bundle offline: files, chain of custody, proofs, signature. What fails is named.

    Exit codes: 0 it holds, 1 it does not, 2 it is no bundle or the key is none.

    Example: hirz evidence verify C-4TR9WM.zip --key "$(cat ledger.key)"
    """
    try:
        given = Verifier.from_encoded(key) if key else None
    except NoteMalformed:
        raise click.BadParameter("this is no public key of a ledger", param_hint="--key") from None
    with bundle.open("rb") as stream:
        verdict = verify_bundle(stream, given)
    click.echo(json.dumps(_as_data(verdict), ensure_ascii=False)) if as_json else _say(verdict)
    sys.exit(_exit_code(verdict))


@evidence.command("export")
@click.argument("reference")
@click.option("--version", "versions", multiple=True, required=True, help="Id of an item or of a copy; repeatable.")
@click.option("--for", "purpose", required=True, help="Purpose, such as SHARE_MECHANISM.")
@click.option("--to", "recipient", required=True, help="Recipient, such as special_procedures.")
@click.option("--reason", required=True, help="Why it leaves; it stands in the chain of custody.")
@click.option("--note", default="", help="Words for the recipient.")
@click.option("--as", "email", envvar="HIRZ_AS", required=True, help="The member of staff who lets it leave.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
def export_bundle(
    reference: str,
    versions: Sequence[str],
    purpose: str,
    recipient: str,
    reason: str,
    note: str,
    email: str,
    out: Path,
) -> None:
    """Make a custody bundle of evidence of a case, or refuse and say why.

    Example: hirz evidence export C-4TR9WM --version 0f8a… --for SHARE_MECHANISM --to special_procedures
    --reason "For the mandate" --as lead@office.example --out bundle.zip
    """
    if out.exists():
        raise click.BadParameter("this file is there already", param_hint="--out")
    start_django()
    from hirz.foundation.walls.standing import acting_as
    from hirz.reprisals.evidence import bundling

    by, wanted = acting(email), _purpose(purpose)
    with acting_as(by):
        case = _case(reference, by)
        with _missing_consent_told():
            left = bundling.export(
                case=case, chosen=_chosen(case, versions, by), purpose=wanted, recipient=recipient, reason=reason,
                note=note, by=by,
            )  # fmt: skip
        with open(out, "xb", opener=owner_only) as target:
            target.writelines(bundling.render_bundle(left.cleared, left.lines))
    click.echo(f"{out}")


@contextmanager
def _missing_consent_told() -> Iterator[None]:
    from hirz.reprisals.people.disclosing import ConsentRefused

    try:
        yield
    except ConsentRefused as refused:
        for missing in refused.missing:
            click.echo(f"{missing.reason}: {missing.scope or '-'} ({missing.person or '-'})", err=True)
        raise


def _exit_code(verdict: Verdict) -> int:
    if verdict.holds:
        return 0
    return 2 if {problem.code for problem in verdict.problems} <= _NO_BUNDLE else 1


def _as_data(verdict: Verdict) -> dict[str, Any]:
    manifest = verdict.manifest
    return {
        "holds": verdict.holds,
        "problems": [{"code": problem.code.value, "where": problem.where} for problem in verdict.problems],
        "key": verdict.key,
        "key_was_given": verdict.key_was_given,
        "files": [file.path for file in manifest.files] if manifest else [],
        "items": [item.id for item in manifest.items] if manifest else [],
        "lines": verdict.lines,
        "disclosure": manifest.disclosure if manifest else "",
    }


def _say(verdict: Verdict) -> None:
    for problem in verdict.problems:
        click.echo(_words(problem), err=True)
    if not verdict.holds or verdict.manifest is None:
        return
    click.echo(f"The bundle holds: {len(verdict.manifest.files)} files, {verdict.lines} lines of custody.")
    if not verdict.key_was_given:
        click.echo("No key was given, so this shows only that the bundle is of one piece. The key it rests on:")
        click.echo(verdict.key)
        click.echo("Compare it with the one the office made public, or check again with --key.")


def _words(problem: Problem) -> str:
    return f"{problem.where}: {WORDS[problem.code]}" if problem.where else WORDS[problem.code]


def _purpose(given: str) -> Purpose:
    from hirz.rules.consent import Purpose

    try:
        return Purpose(given.upper())
    except ValueError:
        raise click.BadParameter(f"one of {', '.join(Purpose)}", param_hint="--for") from None


def _case(reference: str, by: User) -> Case:
    from hirz.foundation.accounts.access import AccessDenied
    from hirz.reprisals.cases.models import Case

    case = Case.objects.visible_to(by).filter(reference=reference).first()
    if case is None:
        raise AccessDenied
    return case


def _chosen(case: Case, versions: Sequence[str], by: User) -> list[Version]:
    """In the order in which they were asked for; an id that is not among what may leave is one that does not exist."""
    from hirz.foundation.accounts.access import AccessDenied
    from hirz.reprisals.evidence.models import EvidenceItem
    from hirz.reprisals.evidence.seeing import sights

    items = EvidenceItem.objects.visible_to(by).filter(case=case).select_related("case").prefetch_related("copies")
    offered = {str(version.pk): version for seen in sights(items, by) for version in seen.leaving}
    if not offered.keys() >= set(versions):
        raise AccessDenied
    return [offered[version] for version in versions]
