"""Reviews, visits and communications of special procedures, and alternative reports."""

from hirz.regional.reviews.models.communications import Communication, Reply
from hirz.regional.reviews.models.files import ReviewFile
from hirz.regional.reviews.models.reports import AlternativeReport, CoAuthor, Comment, Section, SectionVersion
from hirz.regional.reviews.models.reviews import DocumentAddress, Review, ReviewDocument
from hirz.regional.reviews.models.visits import (
    PreparationItem,
    StandingInvitation,
    Visit,
    VisitMeeting,
    VisitStep,
)

__all__ = [
    "AlternativeReport", "CoAuthor", "Comment", "Communication", "DocumentAddress", "PreparationItem", "Reply",
    "Review", "ReviewDocument", "ReviewFile", "Section", "SectionVersion", "StandingInvitation", "Visit",
    "VisitMeeting", "VisitStep",
]  # fmt: skip
