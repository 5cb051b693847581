"""Example data of the gallery.

Year-end counts, flows and rates are official statistics (Department for Education, children in
need, 2013 to 2020; population: Office for National Statistics). Monthly series, categories,
survey answers and squares are invented. Money is as published for 2019-20.
"""

from __future__ import annotations

from . import charts as c

OFFICIAL = "Department for Education; Office for National Statistics. Official."
INVENTED = "Invented, to show the chart."

YEARS = ("2013", "2014", "2015", "2016", "2017", "2018", "2019", "2020")
MONTHS = (
    *("Apr 2018", *"May Jun Jul Aug Sep Oct Nov Dec Jan Feb Mar".split()),
    *("Apr 2019", *"May Jun Jul Aug Sep Oct Nov Dec Jan Feb Mar".split()),
)
_MONTHLY = (350, 342, 353, 359, 348, 340, 346, 357, 351, 344, 350, 355)
_LATER = (379, 385, 380, 388, 424, 431, 440, 446, 437, 448, 457, 463)
_BASE = (c.Point(349, "349"), c.Point(369, "369"), c.Point(328, "328"))

RATE = c.LineChart(
    title="The rate was above England’s in every year since 2014",
    subtitle="Children with a plan on 31 March for every 10,000 children, 2013 to 2020",
    periods=YEARS,
    series=(
        c.Series("Medway", c.points((32.6, 58.1, 76.4, 86.1, 49.8, 54.6, 56.2, 72.7), 1)),
        c.Series("England", c.points((37.8, 42.1, 43.1, 43.4, 43.8, 45.9, 44.5, 43.7), 1)),
    ),
    highlights=(c.Highlight(0, 3), c.Highlight(0, 6)),
    source=OFFICIAL,
)

GAPS = c.LineChart(
    title="Two agencies rose, and the third is too small to show in two quarters",
    subtitle="Contacts each quarter; c: fewer than six, not shown",
    periods=("Q1 2018-19", "Q2", "Q3", "Q4", "Q1 2019-20", "Q2", "Q3", "Q4"),
    series=(
        c.Series("Schools", c.points((62, 48, 66, 71, 68, 59, 77, 84))),
        c.Series("Police", c.points((58, 60, 57, 63, 66, 64, 70, 81))),
        c.Series("Early years", c.points((31, 28, 33, 30, 29, 35, 36, 34))),
        c.Series("Probation", c.points((9, "c", 12, 8, "c", 11, 14, 12))),
    ),
    breaks=(c.Break(4, "old form", "new form"),),
    source=INVENTED,
)

PLANS = c.ControlChart(
    title="Every month of 2019-20 was above what 2018-19 would lead us to expect",
    subtitle="Children with a plan at month end, with mean and limits from 2018-19",
    periods=MONTHS,
    points=c.points((*_MONTHLY, *_LATER)),
    mean=_BASE[0],
    upper=_BASE[1],
    lower=_BASE[2],
    signals=frozenset(range(12, 24)),
    notes=(
        c.Note(12, "April 2019. First month outside the limits. The council reviewed plans."),
        c.Note(16, "August 2019. 74 plans started, the most in any month."),
    ),
    breaks=(c.Break(12, "2018-19: as expected", "2019-20: twelve above the limit"),),
    source="Monthly values invented; the two year ends are official.",
)

NEIGHBOURS = c.DotChart(
    title="Only Rotherham, of ten neighbours, had a higher rate",
    subtitle="Plans on 31 March 2020 for every 10,000 children, with 95% intervals",
    measure="Rate for every 10,000",
    reference="England",
    dots=(
        c.Dot("Medway", 72.7, 66.2, 79.7, "area"),
        c.Dot("Rotherham", 78.8, 71.6, 86.4),
        c.Dot("Telford and Wrekin", 58.9, 51.6, 66.8),
        c.Dot("Dudley", 51.4, 46.2, 57.1),
        c.Dot("Northamptonshire", 49.4, 46.1, 52.8),
        c.Dot("Mean of the ten", 43.8, role="mean"),
        c.Dot("England", 43.7, role="country"),
        c.Dot("South East", 42.1, role="region"),
        c.Dot("Southend-on-Sea", 41.6, 35.4, 48.6),
        c.Dot("Kent", 40.0, 37.8, 42.2, shown="40.0"),
        c.Dot("Thurrock", 38.9, 33.3, 45.2),
        c.Dot("Swindon", 33.1, 28.3, 38.5),
        c.Dot("Havering", 24.6, 20.7, 28.9),
        c.Dot("North Lincolnshire", 21.2, 16.6, 26.7),
    ),
    source=OFFICIAL,
)

CATEGORIES = c.BarChart(
    title="Seven in eight plans are for neglect or emotional abuse",
    subtitle="Latest category, 31 March 2020",
    measure="Children",
    bars=(
        c.Bar("Neglect", c.Point(241), "52.1%"),
        c.Bar("Emotional abuse", c.Point(168), "36.3%"),
        c.Bar("Physical abuse", c.Point(27), "5.8%"),
        c.Bar("Sexual abuse", c.Point(19), "4.1%"),
        c.Bar("More than one", c.Point(None, missing="c"), ""),
    ),
    source=INVENTED,
)

STARTS = c.GroupedBars(
    title="Starts rose by a quarter while ends stood still",
    subtitle="Plans started and ended in the year",
    series=("Started", "Ended"),
    groups=(
        c.Group("2018-19", c.points((469, 458))),
        c.Group("2019-20", c.points((583, 475))),
    ),
    source="Department for Education. Official.",
)

GRADES = c.StackedShares(
    title="Half of the files were good in the second audit, a third in the first",
    subtitle="Files by grade",
    series=("Outstanding", "Good", "Requires improvement", "Inadequate"),
    groups=(
        c.Group("First audit", c.points((1, 12, 18, 6))),
        c.Group("Second audit", c.points((3, 18, 13, 2))),
    ),
    source=INVENTED,
)

CLOSES = c.Waterfall(
    title="The year closes: 355 children, 583 in, 475 out, 463 children",
    subtitle="Child protection plans, 2019-20",
    opening=c.Flow("With a plan, 31 March 2019", c.Point(355)),
    flows=(
        c.Flow("Plans started in the year", c.Point(583)),
        c.Flow("Plans ended in the year", c.Point(-475, "475")),
    ),
    closing=c.Flow("With a plan, 31 March 2020", c.Point(463)),
    source="Department for Education. Official.",
)

_SIZES = (20, 40, 60, 80, 100, 140, 180, 220, 260, 300)
FUNNEL = c.FunnelChart(
    title="One agency attends less than chance explains",
    subtitle="Conferences attended of those invited to, 2019-20, with 99.8% limits",
    size_name="Conferences invited to",
    value_name="Attended",
    mean=70,
    mean_shown="70%",
    percent=True,
    limits=tuple(
        c.Limit(n, max(0, 70 - 3.09 * (2100 / n) ** 0.5), min(100, 70 + 3.09 * (2100 / n) ** 0.5))
        for n in _SIZES
    ),
    points=(
        c.FunnelPoint("Council", 290, 76, "76%"),
        c.FunnelPoint("Police", 240, 68, "68%", strong=True),
        c.FunnelPoint("Acute trust", 120, 47, "47%", signal=True),
        c.FunnelPoint("Schools", 190, 73, "73%"),
        c.FunnelPoint("Community health", 160, 71, "71%"),
        c.FunnelPoint("Probation", 44, 61, "61%"),
        c.FunnelPoint("Housing", 30, 80, "80%"),
    ),
    source=INVENTED,
)

SPARK = c.Spark(
    title="Children with a plan, month ends",
    periods=("April 2018", *([""] * 22), "March 2020"),
    points=c.points((*_MONTHLY, *_LATER)),
    mean=349,
    upper=369,
    lower=328,
    signals=frozenset(range(12, 24)),
)

FEW = c.CountSquares(
    title="Most files had the child’s view written down",
    subtitle="Files looked at in the audit of May 2020",
    rows=(
        c.Few("Children in need", 4, 6),
        c.Few("Child protection", 9, 12),
        c.Few("Looked after", 5, 9),
    ),
    source=INVENTED,
)

MONEY = c.MoneyBars(
    title="Three quarters of income has no contributor named",
    subtitle="Money in and out, 2019-20",
    rows=(
        c.MoneyRow("In", (
            c.Part("Named", c.Point(61354, "£61,354")),
            c.Part("No contributor named", c.Point(175042, "£175,042"), hole=True),
        )),
        c.MoneyRow("Out", (
            c.Part("Staff", c.Point(168091, "£168,091")),
            c.Part("Reviews", c.Point(39864, "£39,864")),
            c.Part("Everything else", c.Point(16814, "£16,814")),
            c.Part("To reserves", c.Point(11627, "£11,627")),
        )),
    ),
    source="Published for 2019-20.",
)  # fmt: skip

CHARTS: tuple[c.Chart, ...] = (
    RATE, GAPS, PLANS, NEIGHBOURS, CATEGORIES, STARTS, GRADES, CLOSES, FUNNEL, FEW, MONEY,
)  # fmt: skip
