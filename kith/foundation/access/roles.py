"""The roles that an appointment can give, and who may hold each."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The key of a role as it stands in an appointment; a key is never renamed."""

    BUSINESS_MANAGER = "business_manager"
    DATA_ANALYST = "data_analyst"
    REPORT_AUTHOR = "report_author"
    FINANCE_OFFICER = "finance_officer"
    EXECUTIVE = "executive"
    SCRUTINEER = "scrutineer"
    AGENCY_LEAD = "agency_lead"
    SCHOOL_LEAD = "school_lead"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Description:
    """What a role is called and who may hold it, in words for the person who appoints."""

    title: str
    held_by: str


ROLES: dict[Role, Description] = {
    Role.BUSINESS_MANAGER: Description(
        "Business manager",
        "The officer who runs the partnership's business team. Prepares the report from first "
        "figure to publication, keeps the directory, and appoints others; never signs for a "
        "partner. Usually one person and a deputy.",
    ),
    Role.DATA_ANALYST: Description(
        "Data analyst",
        "An analyst in the business team or lent by a partner. Brings in official statistics, "
        "corrects figures with a reason, and comments on drafts; does not write or publish them.",
    ),
    Role.REPORT_AUTHOR: Description(
        "Report author",
        "Someone the business manager asks to write sections of the report: a policy officer or "
        "a sub-group's lead. Writes and comments; does not freeze, sign or publish.",
    ),
    Role.FINANCE_OFFICER: Description(
        "Finance officer",
        "The accountant who keeps the partnership's shared budget, most often at the council. "
        "Enters contributions, spending and reserves, and reads the draft they appear in.",
    ),
    Role.EXECUTIVE: Description(
        "Executive member",
        "The person who acts for one of the three safeguarding partners. One for each partner; "
        "reads everything in the report and signs it off for their own partner only.",
    ),
    Role.SCRUTINEER: Description(
        "Independent scrutineer",
        "A person independent of every partner, appointed by the three together. Reads figures, "
        "guards, accounts and drafts, and comments; changes none of them.",
    ),
    Role.AGENCY_LEAD: Description(
        "Agency lead",
        "The safeguarding lead whom a relevant agency names. Gives their own organisation's "
        "figures, sees its people, and reads and comments on drafts.",
    ),
    Role.SCHOOL_LEAD: Description(
        "School lead",
        "A designated safeguarding lead of a school, college or early years provider. Gives "
        "their own organisation's figures and sees no draft report.",
    ),
    Role.SYSTEM_ADMINISTRATOR: Description(
        "System administrator",
        "The technician who keeps the installation running: people, appointments and settings. "
        "Sees no figure, no draft and no accounts, and cannot appoint themselves.",
    ),
    Role.AUDITOR: Description(
        "Auditor",
        "An internal auditor or data protection officer. Reads the log, the directory, people, "
        "settings and accounts; changes nothing.",
    ),
}
