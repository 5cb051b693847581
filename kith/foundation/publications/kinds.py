"""What the log calls each thing done to a publication."""

from kith.foundation.audit import register_kind

SECTION = register_kind("publication.section_edited", "edited a section").key
ADDED = register_kind("publication.section_added", "added a section").key
MOVED = register_kind("publication.section_moved", "moved a section, or its number").key
REMOVED = register_kind("publication.section_removed", "removed a section").key
RESTORED = register_kind("publication.section_restored", "restored a removed section").key
DESCRIBED = register_kind("publication.described", "changed a report's title or notes").key
EXHIBIT = register_kind("publication.exhibit_edited", "edited a table or chart").key
STATED = register_kind("publication.figure_stated", "typed a figure with its source").key
COVERAGE = register_kind("publication.coverage_set", "said which section answers the guidance").key
COMMENT = register_kind("publication.commented", "commented on a section").key
SETTLED = register_kind("publication.comment_settled", "settled a comment").key
KEPT = register_kind("publication.finding_kept", "kept what a guard found, with a reason").key
SIGNED = register_kind("publication.signed", "signed a publication off").key
FROZEN = register_kind("publication.frozen", "froze an edition").key
PUBLISHED = register_kind("publication.published", "published an edition").key
