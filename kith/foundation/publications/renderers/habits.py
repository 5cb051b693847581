"""The usual answers to "how do I read this?", for `Doc.notes`."""

from __future__ import annotations

from kith.foundation.publications.model import Habit, Text
from kith.foundation.publications.renderers import drawings


def standard_notes(year: str, rate: str = "72.7", working: str = "463 ÷ 63,672 × 10,000") -> tuple:
    """Ten habits of figures. `year` is "2019-20"; `rate` and `working` are the example shown."""

    def habit(title: str, words: str, **picture: str) -> Habit:
        return Habit(title, (Text(words),), **picture)

    first, last = year[:4], str(int(year[:4]) + 1)
    return (
        habit(
            "Every figure has a number of its own",
            "A mark such as A6 leads to the row of appendix A that says how the figure is made, "
            "from what, and when. Appendix B says what was changed since the first edition.",
            sign="A6",
        ),
        habit(
            "A dagger marks a number typed by hand",
            "All other figures are looked up and kept with their source. A number with a dagger "
            "was typed, and its row in appendix A says by what authority.",
            sign="55†",
        ),
        habit(
            "A year runs from April to March",
            f"{year} is 1 April {first} to 31 March {last}. A count taken on one day says so: “on "
            f"31 March {last}”. School-year figures are marked.",
            sign=year,
        ),
        habit(
            "On the day, or in the year",
            "“With a plan on 31 March” counts children on one day. “Plans started” counts events "
            "in a year. The two are never compared. The first, plus what came in, less what went "
            "out, must give the last.",
            svg=drawings.key_flow(),
        ),
        habit(
            "A rate shares out a count among the children who live here",
            "We divide by the number of children aged 0 to 17 whom the Office for National "
            "Statistics estimates, and name the estimate. Rates and percentages have one decimal.",
            sign=rate,
            caption=working,
        ),
        habit(
            "The line through a dot shows chance",
            "Counts differ from year to year even where nothing changes. The line is the range "
            "that chance allows (95%). Where two lines overlap widely, we do not call it a "
            "difference.",
            svg=drawings.key_range(),
        ),
        habit(
            "A signal is a change that chance rarely makes",
            "In a control chart, a diamond is a point outside the dashed limits; squares are a "
            "run of seven on one side of the mean. Anything else is ordinary variation, and we do "
            "not explain it.",
            svg=drawings.key_signal(),
        ),
        habit(
            "Axes start at zero",
            "Bars and trend lines always do. A control chart, which shows differences from a "
            "mean, is the one exception, and says so.",
            svg=drawings.key_trend(),
        ),
        habit(
            "No percentage of fewer than twenty",
            "One child more or less would move it by five points or more. We give the two numbers.",
            sign="4 of 6",
        ),
        habit(
            "Three signs that are not the same",
            "c: hidden to protect people. Counts of 1 to 5 are hidden, with one more where a "
            "total would give them away; the sign is the same for both. –: not collected or not "
            "published. 0: none.",
            sign="c  –  0",
        ),
    )
