"""What the log calls each thing done to a publication."""

from kith.foundation.audit import register_kind

SECTION = register_kind("publication.section_edited", "edited a section")
EXHIBIT = register_kind("publication.exhibit_edited", "edited a table or chart")
STATED = register_kind("publication.figure_stated", "typed a figure with its source")
COVERAGE = register_kind("publication.coverage_set", "said which section answers the guidance")
COMMENT = register_kind("publication.commented", "commented on a section")
SETTLED = register_kind("publication.comment_settled", "settled a comment")
KEPT = register_kind("publication.finding_kept", "kept what a guard found, with a reason")
SIGNED = register_kind("publication.signed", "signed a publication off")
FROZEN = register_kind("publication.frozen", "froze an edition")
PUBLISHED = register_kind("publication.published", "published an edition")
