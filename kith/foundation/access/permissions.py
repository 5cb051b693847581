"""Everything a person may be let do in Kith, one line each. Who holds what is in `policy`."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing that a page, a list or an action asks for before it answers."""

    description: str

    def __new__(cls, key: str, description: str = "") -> "Permission":
        member = str.__new__(cls, key)
        member._value_ = key
        member.description = description
        return member

    PUBLIC = "public", "Open to anyone, signed in or not."
    SIGNED_IN = "signed_in", "Open to anyone who has signed in: the start page, their own account."
    NEVER = "never", "Open to no one: used where a page has nothing to write."

    PUBLISHED_READ = "published.read", "Read a published report; anyone may, once it is published."

    INDICATOR_READ = "indicator.read", "Read indicators, their definitions and their figures."
    INDICATOR_EDIT = "indicator.edit", "Describe an indicator: title, owner, definition, notes."
    OBSERVATION_READ = "observation.read", "Read one value that an organisation gave."
    OBSERVATION_CORRECT = "observation.correct", "Replace any value, with a reason that is kept."
    OFFICIAL_READ = "official.read", "Read official statistics, areas and neighbour groups."
    OFFICIAL_IMPORT = "official.import", "Bring in a file of official statistics."

    REPORT_READ_DRAFT = "report.read_draft", "Read a yearly report that is not published yet."
    REPORT_EDIT = "report.edit", "Write the sections of a draft report."
    REPORT_COMMENT = "report.comment", "Comment on a draft report."
    REPORT_SIGN = "report.sign", "Sign a report off for one of the safeguarding partners."
    REPORT_FREEZE = "report.freeze", "Freeze a draft, so that its figures no longer move."
    REPORT_PUBLISH = "report.publish", "Publish a frozen and signed report."

    FINANCE_READ = "finance.read", "Read contributions, spending and reserves."
    FINANCE_EDIT = "finance.edit", "Enter and correct contributions, spending and reserves."

    DATASET_READ = "dataset.read", "Read what the dataset asks for and how its rounds stand."
    DATASET_EDIT = "dataset.edit", "Draft an edition of the dataset: its items and their limits."
    DATASET_APPROVE = "dataset.approve", "Say that the group agreed to an edition of the dataset."
    ROUND_MANAGE = "round.manage", "Open a quarter's round, excuse an agency, reopen its return."
    RETURN_READ = "return.read", "Read an agency's return before its figures are accepted."
    RETURN_FILL = "return.fill", "Fill in and send a return, explain its values, answer queries."
    RETURN_ACCEPT = "return.accept", "Query, accept and, after the lock, correct a return."
    EXCEPTION_READ = "exception.read", "Read what was escalated to the Executive."
    EXCEPTION_RAISE = "exception.raise", "Escalate an exception, and say what followed."
    EXCEPTION_ANSWER = "exception.answer", "Answer an escalation for the partner it was put to."

    ORGANISATION_READ = "organisation.read", "Read the directory of organisations and groups."
    ORGANISATION_EDIT = "organisation.edit", "Change organisations, their names and successions."
    PEOPLE_READ = "people.read", "Read who signs in and which appointments they hold."
    PEOPLE_EDIT = "people.edit", "Invite people, and begin or end their appointments."
    AUDIT_READ = "audit.read", "Read the log of what was done and by which office."
    SETTINGS_READ = "settings.read", "Read how this installation is set up, and its access policy."
