"""Pages of published reports, open to everyone."""

from collections.abc import Callable

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from kith.foundation.publications import output, reading, web
from kith.foundation.publications.models import Document, Edition

Crumbs = list[tuple[str, str]]


def reports(request: HttpRequest) -> HttpResponse:
    """Every report that has been published, the newest first."""
    documents = (
        Document.objects.filter(editions__published_at__isnull=False)
        .annotate(published=Max("editions__published_at"))
        .order_by("-period_code", "title")
    )
    return render(request, "publications/public/reports.html", {"documents": documents})


def latest(request: HttpRequest, key: str) -> HttpResponse:
    """The newest edition of a report."""
    document = Document.objects.filter(key=key).first()
    found = reading.latest(document) if document else None
    if found is None:
        raise Http404("There is no such report.")
    return contents(request, found)


def contents(request: HttpRequest, edition: Edition) -> HttpResponse:
    """An edition's first page: what it found, section by section, and its other forms."""
    doc = reading.doc_of(edition)
    context = {"figures": len(doc.figures), "cover": web.cover(doc.cover)}
    return _page(request, "contents", edition, context)


def section(request: HttpRequest, edition: Edition, section: str) -> HttpResponse:
    """A section; `?figure=A6` opens what is behind a figure."""
    doc = reading.doc_of(edition)
    place = reading.place(doc, section)
    if place is None:
        raise Http404("This edition has no such section.")
    mark = request.GET.get("figure", "")
    known = reading.marks(edition)
    opened = reading.opened(edition, mark, known) if mark else None
    panel = SafeString("")
    if opened is not None:
        panel = render_to_string(
            "publications/public/figure_card.html", _card(edition, opened), request
        )
    page = web.Page(frozenset(known), mark if opened else "", panel, _linker(edition))
    body = web.blocks(place.section.blocks, page)
    if opened is not None and not body.count('id="figure"'):
        body = SafeString(panel + body)  # the figure stands in the lead
    lead = web.inlines(place.section.lead, page)
    here = {mark for block in place.section.blocks for mark in web.marks(block)}
    corrections = [c for c in doc.corrections if c.where.partition(":")[0] in here]
    context = {"place": place, "body": body, "lead": lead, "corrections": corrections}
    return _page(request, "section", edition, context)


def how_to_read(request: HttpRequest, edition: Edition) -> HttpResponse:
    """How to read the figures of the report."""
    doc = reading.doc_of(edition)
    habits = web.blocks(doc.notes, web.Page(frozenset(), "", SafeString(""), _linker(edition)))
    return _page(request, "how_to_read", edition, {"habits": habits})


def figures(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Where every figure comes from: appendix A."""
    return _page(request, "figures", edition, {"rows": reading.doc_of(edition).figures})


def figure(request: HttpRequest, edition: Edition, mark: str) -> HttpResponse:
    """One figure with all that is known of it; the address to cite."""
    opened = reading.opened(edition, mark)
    if opened is None:
        raise Http404("This edition has no such figure.")
    return _page(request, "figure", edition, _card(edition, opened))


def corrections(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What was corrected since the first edition, and the editions themselves."""
    doc = reading.doc_of(edition)
    return _page(request, "corrections", edition, {"corrections": doc.corrections})


def changes(request: HttpRequest, edition: Edition, before: int) -> HttpResponse:
    """What differs between this edition and an earlier one, figure by figure."""
    earlier = (
        edition.document.editions.filter(published_at__isnull=False, number=before)
        .exclude(pk=edition.pk)
        .first()
    )
    if earlier is None:
        raise Http404("There is no such edition.")
    moved = reading.differences(earlier.figures.order_by("pk"), edition.figures.order_by("pk"))
    return _page(request, "changes", edition, {"earlier": earlier, "moved": moved})


def download(request: HttpRequest, edition: Edition, form: str) -> HttpResponse:
    """The edition as a file: PDF, Word, Excel, OpenDocument or CSV."""
    found = output.FORMS.get(form)
    if found is None:
        raise Http404("There is no such form.")
    response = HttpResponse(output.rendered(edition, form), content_type=found.content_type)
    name = f"{edition.document.key}-edition-{edition.number}.{found.extension}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _page(
    request: HttpRequest, template: str, edition: Edition, context: dict[str, object]
) -> HttpResponse:
    editions = edition.document.editions.filter(published_at__isnull=False)
    doc = reading.doc_of(edition)
    crumbs: Crumbs = [("Reports", reverse("public_reports"))]
    if template != "contents":
        crumbs.append((doc.title, reverse("public_edition", args=_args(edition))))
    published = list(editions.defer("content"))
    context |= {
        "edition": edition,
        "doc": doc,
        "crumbs": crumbs,
        "editions": published,
        "newest": published[0].number if published else None,
        "forms": output.FORMS.values(),
        "here": template,
    }
    # It stands on the page twice, for wide screens and for narrow ones, and is made once.
    context["list"] = render_to_string("publications/public/contents_list.html", context)
    return render(request, f"publications/public/{template}.html", context)


def _card(edition: Edition, opened: reading.Opened) -> dict[str, object]:
    cite = reverse("public_figure", args=[*_args(edition), opened.stored.mark])
    return {"opened": opened, "row": opened.row, "edition": edition, "cite": cite}


def _args(edition: Edition) -> list[object]:
    return [edition.document.key, edition.number]


def _linker(edition: Edition) -> Callable[[str], str]:
    doc = reading.doc_of(edition)
    sections = {s.key for s in doc.sections}

    def link(key: str) -> str:
        if key in sections:
            return reverse("public_section", args=[*_args(edition), key])
        return f"#{key}"

    return link
