"""How the refusals about laws and advice are put, what reading noticed, and why an uptake is what it is."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from hirz.engines.statutes.errors import TextFault
from hirz.engines.statutes.remarks import Noticed
from hirz.engines.statutes.uptake import Because
from hirz.foundation.wording import register_words
from hirz.regional.legislation import refusals

_FAULTS = {
    TextFault.EMPTY: _("The file is empty."),
    TextFault.TOO_LARGE: _("The file is too large to be a law."),
    TextFault.KIND_NOT_READ: _("Files of this kind are not read. Save the text as DOCX, PDF, HTML or plain text."),
    TextFault.DAMAGED: _("The file is damaged: it cannot be opened."),
    TextFault.ENCRYPTED: _("The file is locked with a password. Save it without one."),
    TextFault.UNSAFE: _("The file holds macros, a program or something hidden. Save the text alone as a new file."),
    TextFault.SCANNED: _(
        "These are pictures of pages, without their text. Ask for the file from which they were printed; what a "
        "machine guesses from a picture is no text of a law."
    ),
    TextFault.NO_TEXT: _("There is no text in the file."),
}
register_words(
    {
        refusals.LawNotRead.code: _("The file could not be read as a law."),
        **{f"law_not_read_{fault.value.lower()}": words for fault, words in _FAULTS.items()},
        refusals.VersionOnRecord.code: _("This very file is a version of the law already."),
        refusals.AdviceNotInDrafting.code: _(
            "The advice is in clearance, cleared or sent: it is not changed. It can be returned until it is sent."
        ),
        refusals.AdviceSaysNothing.code: _("Write at least one comment first."),
        refusals.AdviceNotWhole.code: _(
            "The general remarks are not written in the language of the advice. Write them in it, or take them out."
        ),
        refusals.AdviceNotSubmitted.code: _("The advice is not in clearance."),
        refusals.AdviceNeedsAnother.code: _(
            "Somebody who neither submitted the advice nor wrote a comment in it has to clear it."
        ),
        refusals.AdviceNotCleared.code: _("The advice has to be cleared before it is sent."),
        refusals.AdviceNotSent.code: _("The advice was not sent yet."),
        refusals.CommentPointsNowhere.code: _(
            "The passage does not stand in this article. Copy it from the text, or leave it out."
        ),
        refusals.CommentLacksWords.code: _(
            "Write the words that are proposed. Only a new article may be asked of the text as a whole."
        ),
        refusals.CommentLacksReason.code: _("Write why, in the language of the advice."),
        refusals.CitationUnclear.code: _(
            "One of the lines of what it rests on cannot be read, or names something that is not on record."
        ),
        refusals.CorrectionLacksReason.code: _("Write why it is otherwise than computed."),
    }
)

_NOTICED = {
    Noticed.NUMBERS_MADE: _("Numbers that the program makes by itself were written into the text."),
    Noticed.TRACKED_CHANGES: _("There are tracked changes. The text was read as if all were accepted: %(count)s."),
    Noticed.FOOTNOTES_LEFT_OUT: _("Footnotes were left out: %(count)s."),
    Noticed.TABLES_FLATTENED: _("Tables were read cell by cell: %(count)s."),
    Noticed.RUNNING_LINES_LEFT_OUT: _("Page numbers and running titles were left out, lines: %(count)s."),
    Noticed.PAGES_WITHOUT_TEXT: _("These pages are pictures, and nothing of them was read: %(where)s."),
    Noticed.LINES_JOINED: _("A PDF knows lines and no paragraphs: where one ends was worked out from the text."),
    Noticed.NO_ARTICLES: _("No article was recognised. The whole text stands before the first one."),
    Noticed.NUMBERED_LINES: _("No line names an article; lines numbered one after the other were taken for articles."),
    Noticed.BEFORE_FIRST_ARTICLE: _("Before the first article or chapter, lines: %(count)s."),
    Noticed.ANNEX: _("Annexes: %(count)s (%(where)s)."),
    Noticed.GAP: _("No article has this number: %(where)s."),
    Noticed.REPEATED: _("This number stands more than once: %(where)s."),
    Noticed.OUT_OF_ORDER: _("This number is lower than the one before it: %(where)s."),
    Noticed.EMPTY_ARTICLE: _("There is no text under this article: %(where)s."),
    Noticed.REFERENCE_AT_START: _("A line begins with a reference to article %(where)s; it was taken for text."),
}

BECAUSE = {
    Because.ARTICLE_REMOVED: _("The article is no longer there, and its text stands nowhere else."),
    Because.ARTICLE_UNCHANGED: _("The article has not changed."),
    Because.ARTICLE_SHORTER: _("The article is still there; parts of it have gone."),
    Because.ARTICLE_STANDS: _("The text of the article is still there."),
    Because.CONTENT_ELSEWHERE: _("The article is gone, but much of its text stands in another one."),
    Because.PASSAGE_REMOVED: _("The passage is no longer there."),
    Because.PASSAGE_IN_PART: _("Part of the passage is still there."),
    Because.PASSAGE_STANDS: _("The passage is still there."),
    Because.PASSAGE_NOT_FOUND: _("The passage could not be found in the earlier text."),
    Because.WORDS_CAME: _("The proposed words came in."),
    Because.WORDS_IN_PART: _("Some of the proposed words came in."),
    Because.WORDS_NOT_FOUND: _("The proposed words are not there."),
    Because.WORDS_ELSEWHERE: _("The proposed words came in, in another article."),
    Because.WORDS_BESIDE_PASSAGE: _("The proposed words came in, and the passage they were to replace is still there."),
    Because.WORDS_STOOD_ALREADY: _("Words like those proposed stood there before: a comparison cannot tell."),
    Because.CHANGED_OTHERWISE: _("The passage was changed, otherwise than proposed."),
    Because.NUMBER_DIFFERS: _("The proposed words came in, with another number."),
    Because.NEGATION_DIFFERS: _("The proposed words came in, but a “not” more or less turns them round."),
    Because.REWORDED: _("The text was reworded. Whether it is clearer now, a person has to say."),
    Because.KEPT: _("The text is still there."),
    Because.NOTHING_TO_LOOK_FOR: _("The comment names no words that could be looked for."),
    Because.ARTICLE_NOT_KNOWN: _("The comment is not about an article that was recognised."),
    Because.OTHER_LANGUAGE: _("The two versions are in different languages: their words cannot be compared."),
}


def words_for_remark(remark: Sequence[object]) -> str:
    """A remark as a version keeps it: what was noticed, where, how often."""
    noticed, where, count = remark
    return str(_NOTICED[Noticed(str(noticed))]) % {"where": where, "count": count}
