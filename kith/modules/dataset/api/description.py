"""The API, described once: the OpenAPI document and the page for people are made from this."""

from __future__ import annotations

from kith.kernel.checks import Importance
from kith.kernel.figures import Code, Kind, Unit
from kith.modules.dataset.api.describing import Call, Field, Thing
from kith.modules.dataset.api.problems import STATUSES
from kith.modules.dataset.models import Item, Receipt
from kith.modules.dataset.sending.saving import LONGEST_EXPLANATION, LONGEST_REASON
from kith.modules.dataset.states import State

VERSION = "1.0"
TITLE = "Returns of the multi-agency dataset"
STATES = tuple(state.value for state in State)
QUARTER = "The quarter of a financial year, such as 2019-20-q4 for January to March 2020."
WHY_STATE = "Why it stands there, in words."

RETURN_FIELDS = (
    Field("quarter", "text", QUARTER),
    Field("label", "text", "The quarter in words."),
    Field("agency", "text", "Short name of the agency whose return it is."),
    Field("edition", "text", "Short name of the definitions that hold for it."),
    Field("opens_on", "date", "First day on which it may be filled in."),
    Field("due_on", "date", "Day on which it is due."),
    Field("locks_on", "date", "Last day on which it may change."),
    Field("state", "text", "Where it stands.", values=STATES),
    Field("reason", "text", WHY_STATE),
    Field("late", "true or false", "Whether it was sent late, or is late."),
    Field("may_fill", "true or false", "Whether it may be filled in and sent today."),
    Field("asked", "whole number", "How many boxes it asks for."),
    Field("filled", "whole number", "How many of them are filled in."),
)

THINGS = (
    Thing("Returns", "The returns of your agency.", (
        Field("returns", "[ReturnInBrief]", "Newest quarter first."),
    )),
    Thing("ReturnInBrief", "A return in the list.", RETURN_FIELDS),
    Thing("Return", "A return with all that it asks for.", (
        *RETURN_FIELDS,
        Field("boxes", "[Box]", "Every value asked for, in the order of the form."),
        Field("checks", "[Check]", "What the checks say of the values as they are stored."),
        Field("questions", "[Question]", "Questions of the data analyst that wait for an answer."),
        Field("receipts", "[Receipt]", "What was sent so far, newest first."),
    )),
    Thing("Box", "One value asked for: an item in a period, or one of its parts.", (
        Field("id", "text", "Names the box in your message, such as 35|2019-20 Q4| ."),
        Field("item", "text", "Number of the item in the dataset."),
        Field("title", "text", "What is asked."),
        Field("section", "text", "The part of the form that it stands in."),
        Field("period", "text", "The period, or the day, that the value is for."),
        Field("period_label", "text", "The same in words."),
        Field("part", "text", "Which part of the item, such as a district; empty for all of it."),
        Field("part_label", "text", "The same in words."),
        Field("shape", "text", "count and rate: give “of”. share: give “of” and “among”.",
              values=tuple(Item.Shape.values)),
        Field("unit", "text", "What the figure becomes.", values=tuple(u.value for u in Unit)),
        Field("kind", "text", "stock: on a day. flow and snapshot: in a period.",
              values=tuple(k.value for k in Kind)),
        Field("counted", "text", "What “of” counts."),
        Field("out_of", "text", "What “among” counts, or the population of a rate."),
        Field("help", "text", "What to know when counting."),
        Field("where", "text", "Where the number is found."),
        Field("low", "number", "A value below it needs an explanation.", null=True),
        Field("high", "number", "A value above it needs an explanation.", null=True),
        Field("change_limit", "whole number",
              "A change by more per cent than this needs an explanation.", null=True),
        Field("nil_possible", "true or false", "Whether 0 can be right."),
        Field("blank_needs_reason", "true or false", "Whether an empty box needs a reason."),
        Field("last", "Past", "What you sent for the period before.", null=True),
        Field("year_before", "Past", "What you sent for the same period a year before.", null=True),
        Field("stored", "Stored", "What stands in the box now.", null=True),
    )),
    Thing("Past", "A value that your agency sent for an earlier period.", (
        Field("period", "text", "The period that it is for."),
        Field("of", "number", "The number.", null=True),
        Field("among", "number", "Of a share: out of how many.", null=True),
        Field("missing", "text", "Why there is no number, as a sign; x is not available.",
              values=("", *(c.value for c in Code))),
    )),
    Thing("Stored", "What stands in a box.", (
        Field("of", "number", "The number.", null=True),
        Field("among", "number", "Of a share: out of how many.", null=True),
        Field("reason", "text", "Why there is no number."),
        Field("explanation", "text", "Why it is outside what was expected."),
        Field("version", "whole number", "How often it was changed, and once more."),
        Field("at", "moment", "When it was stored."),
    )),
    Thing("Check", "What a check has to say about a box.", (
        Field("box", "text", "The box."),
        Field("rule", "text", "Short name of the check."),
        Field("importance", "text",
              "must: put it right. explain: give an explanation. note: worth knowing.",
              values=tuple(i.value for i in Importance)),
        Field("says", "text", "What was found."),
        Field("do", "text", "What to do about it."),
        Field("settled", "true or false", "Whether it no longer keeps the return from being sent."),
    )),
    Thing("Question", "A question about a box: answer it on the return’s page, or send a value.", (
        Field("box", "text", "The box."),
        Field("question", "text", "What is asked."),
        Field("asked_at", "moment", "When."),
    )),
    Thing("Receipt", "Proof of one sending. It never changes.", (
        Field("id", "whole number", "Names it in addresses."),
        Field("reference", "text", "What to quote."),
        Field("quarter", "text", QUARTER),
        Field("number", "whole number", "1 for the first sending of the return."),
        Field("via", "text", "Which way it came.", values=tuple(Receipt.Via.values)),
        Field("values", "whole number", "How many numbers it holds."),
        Field("blanks", "whole number", "How many boxes hold a reason instead."),
        Field("changed", "whole number", "How many values differ from the sending before."),
        Field("checksum", "text", "SHA-256 over the quarter, the agency and every answer."),
        Field("office", "text", "The office under which it was sent."),
        Field("at", "moment", "When."),
    )),
    Thing("Message", "What your system sends: answers, and whether the return goes with them.", (
        Field("answers", "[Answer]", "Boxes that are not named stay as they are.", required=False),
        Field("send", "true or false",
              "true: store the answers and send the return. false: only store them.",
              required=False),
        Field("dry_run", "true or false", "true: check the answers and store nothing.",
              required=False),
        Field("key", "text",
              "Your own name for this sending, new for each one. With the same key and the same "
              "answers you get the first receipt. Needed to send.",
              required=False, more={"maxLength": 200}),
    )),
    Thing("Answer", "What is given for one box. It replaces all that stands there.", (
        Field("box", "text", "The box, by its id. Each box once."),
        Field("of", "number", "The number, without quotation marks. Whole, but for money.",
              null=True, required=False, more={"minimum": 0}),
        Field("among", "number", "Of a share: out of how many.", null=True, required=False,
              more={"minimum": 0}),
        Field("reason", "text", "Why there is no number. Nothing that could say who a child is.",
              required=False, more={"maxLength": LONGEST_REASON}),
        Field("explanation", "text",
              "Why the value is outside what was expected. Nothing that could say who a child is.",
              required=False, more={"maxLength": LONGEST_EXPLANATION}),
    )),
    Thing("Result", "What became of a message.", (
        Field("dry_run", "true or false", "Whether it was only tried."),
        Field("changed", "whole number", "How many boxes it changed, or would change."),
        Field("state", "text", "Where the return stands now.", values=STATES),
        Field("reason", "text", WHY_STATE),
        Field("ready", "true or false", "Whether nothing keeps the return from being sent."),
        Field("checks", "[Check]", "What the checks say."),
        Field("receipt", "Receipt", "The receipt, where the return was sent.", null=True),
    )),
    Thing("Problem", "Why something was refused (RFC 9457). Nothing was stored.", (
        Field("type", "text", "Where the refusal is explained."),
        Field("title", "text", "What was refused."),
        Field("status", "whole number", "The status of the answer."),
        Field("detail", "text", "Why, and what to do."),
        Field("errors", "[Fault]", "What is wrong, box by box.", required=False),
    )),
    Thing("Fault", "One thing that is wrong.", (
        Field("box", "text", "The box that it is about.", required=False),
        Field("at", "text", "The place in your message (a JSON pointer).", required=False),
        Field("rule", "text", "The check that asks.", required=False),
        Field("says", "text", "What is wrong."),
        Field("do", "text", "What to do about it.", required=False),
    )),
)  # fmt: skip

ALWAYS = (401, 403, 404, 405, 429)
CALLS = (
    Call(
        "GET", "api-returns", "/api/v1/returns/", "Your returns",
        "Every return of your agency, with where it stands and why.",
        {200: "Returns"}, (401, 403, 405, 429),
    ),
    Call(
        "GET", "api-return", "/api/v1/returns/{quarter}/", "One return",
        "What is asked, what was given before, what is stored and what the checks say.",
        {200: "Return"}, ALWAYS, parts={"quarter": QUARTER},
    ),
    Call(
        "POST", "api-return", "/api/v1/returns/{quarter}/", "Fill in and send",
        "Stores answers by the rules of the form, and sends the return if the message says so. "
        "One message is stored whole or not at all.",
        {200: "Result", 201: "Result"}, (400, *ALWAYS, 409, 413, 415, 422),
        sends="Message", parts={"quarter": QUARTER},
    ),
    Call(
        "GET", "api-receipt", "/api/v1/receipts/{id}/", "One receipt",
        "Proof of one sending of your agency.",
        {200: "Receipt"}, ALWAYS, parts={"id": "The number of the receipt."},
    ),
    Call(
        "GET", "api-openapi", "/api/v1/openapi.json", "This description for programs",
        "An OpenAPI 3.1 document, from which a client can be made.",
        {200: ""}, (405,), open=True,
    ),
)  # fmt: skip
REFUSALS = {status: told for status, told in STATUSES.items() if status != 500}
EXAMPLE = {
    "key": "2019-20-q4-first",
    "send": True,
    "answers": [
        {"box": "35|2019-20 Q4|", "of": 280},
        {"box": "40|2019-20 Q4|", "of": 42, "among": 61},
        {"box": "41|2020-01|", "reason": "The system was replaced in that month."},
    ],
}
