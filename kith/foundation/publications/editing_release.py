"""From a draft to the public: see as published, sign, freeze, publish, what differs since."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from kith.foundation.access import once
from kith.foundation.publications import actions, model, output, web
from kith.foundation.publications.building import build
from kith.foundation.publications.comparing import since
from kith.foundation.publications.editing import FOLDER, actor_of, crumbs_of, linked, may
from kith.foundation.publications.editing_sections import row_of
from kith.foundation.publications.forms import FreezeForm
from kith.foundation.publications.models import Document, Edition
from kith.foundation.publications.papers import as_published
from kith.foundation.publications.reading import place
from kith.foundation.publications.review import Review, review
from kith.kernel.refusals import Refused


def draft(request: HttpRequest, document: Document) -> HttpResponse:
    """The draft's first page, as the public would find it."""
    return _as_published(request, document, "draft.html")


def draft_section(request: HttpRequest, document: Document, section: str) -> HttpResponse:
    """A section of the draft, as the public would read it."""
    return _as_published(request, document, "draft_section.html", section)


def _as_published(
    request: HttpRequest,
    document: Document,
    template: str,
    section: str = "",
) -> HttpResponse:
    found = review(document)
    doc = found.draft.doc
    context: dict[str, object] = {}

    def link(key: str) -> str:
        if place(doc, key) is None:
            return f"#{key}"
        return reverse("report_draft_section", args=[document.key, key])

    if section:
        here = place(doc, section)
        if here is None:
            raise Http404("The draft has no such section.")
        lead, body = as_published(found, section, link, _card(request, found, here.section))
        context |= {"place": here, "lead": lead, "body": body}
    else:
        context["cover"] = web.cover(doc.cover)
    context |= {
        "document": document,
        "doc": doc,
        "forms": output.FORMS.values(),
        "stops": len(found.stops),
        "crumbs": crumbs_of(document),
    }
    return render(request, FOLDER + template, context)


def _card(request: HttpRequest, found: Review, section: model.Section) -> tuple[str, SafeString]:
    """The mark that is opened (`?figure=A6`) and what is behind it, as the public would read it.

    A draft's figure has neither signatures nor a history, so the card says that it is unsigned.
    """
    mark = request.GET.get("figure", "")
    row = row_of(found, mark) if mark else None
    if row is None:
        return "", SafeString("")
    context = {"row": row, "draft": True, "section": section, "document": found.document}
    card = render_to_string("publications/public/figure_card.html", context, request)
    return mark, SafeString(card)


def draft_download(request: HttpRequest, document: Document, form: str) -> HttpResponse:
    """The draft as a file, marked on every page as a draft of today."""
    found = output.FORMS.get(form)
    if found is None:
        raise Http404("There is no such form.")
    number = document.editions.count() + 1
    edition = model.Edition(number, "Draft, not published", actor_of(request).today)
    doc = replace(build(document).doc, edition=edition)
    response = HttpResponse(found.make(doc), content_type=found.content_type)
    name = f"{document.key}-draft.{found.extension}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@once("report-sign")
def sign(request: HttpRequest, document: Document) -> HttpResponse:
    """What is signed, what was kept and why; then the signature of one's own partner."""
    by = actor_of(request)
    if request.method == "POST":
        actions.sign(document=document, digest=request.POST.get("digest", ""), by=by)
        return redirect("report_signed", document.key)
    found = review(document)
    own = next((s for s in found.signed if s.partner.pk == by.organisation_id), None)
    context = {
        "document": document,
        "found": found,
        "own": own,
        "kept": [r for r in found.raised if r.kept and not r.stops],
        "stops": [x for x in linked(found) if x.stop.stops_signing],
        "moved": since(found.editions[0], found.draft) if found.editions else [],
        "edition": found.editions[0] if found.editions else None,
        "crumbs": crumbs_of(document),
    }
    return render(request, FOLDER + "sign.html", context)


def signed(request: HttpRequest, document: Document) -> HttpResponse:
    """The receipt of a signature."""
    own = document.signatures.filter(organisation=actor_of(request).organisation_id).first()
    if own is None:
        raise Http404("Your partner has not signed this report.")
    context = {
        "title": f"You have signed {document.title} for {own.organisation.called}",
        "reference": own.digest[:16],
        "text": f"Signed on {timezone.localtime(own.at):%-d %B %Y at %H:%M} as {own.office}. The "
        "reference is the fingerprint of what you read.",
        "next": "When all three partners have signed the same draft, the business manager freezes "
        "and publishes it. If a word or a figure changes before that, you are asked again.",
        "links": [(document.title, reverse("report", args=[document.key]))],
        "crumbs": crumbs_of(document),
    }
    return render(request, "ui/receipt_page.html", context)


@once("report-freeze")
def freeze(request: HttpRequest, document: Document) -> HttpResponse:
    """What stops freezing, each with its place; or what freezing does, and the button."""
    last = document.editions.defer("content").first()
    sent = request.method == "POST"
    form = FreezeForm(request.POST if sent else None) if last else None
    if sent and (form is None or form.is_valid()):
        note = form.cleaned_data["note"] if form else ""
        try:
            edition = actions.freeze(document=document, note=note, by=actor_of(request))
        except Refused as refused:
            return _freezing(request, document, form, last, str(refused), 422)
        return redirect("report_edition", document.key, edition.number)
    return _freezing(request, document, form, last, "", 422 if sent else 200)


def _freezing(
    request: HttpRequest,
    document: Document,
    form: FreezeForm | None,
    last: Edition | None,
    fault: str,
    status: int,
) -> HttpResponse:
    found = review(document)
    context = {
        "document": document,
        "found": found,
        "number": last.number + 1 if last else 1,
        "last": last,
        "unchanged": last is not None and last.digest == found.draft.digest,
        "moved": since(last, found.draft) if last else [],
        "stops": linked(found),
        "form": form,
        "fault": fault,
        "crumbs": crumbs_of(document),
    }
    return render(request, FOLDER + "freeze.html", context, status=status)


def edition(request: HttpRequest, edition: Edition) -> HttpResponse:
    """An edition's own page: what was frozen, when and by which office, and what is next."""
    context = {
        "edition": edition,
        "document": edition.document,
        "figures": edition.figures.count(),
        "forms": output.FORMS.values(),
        "may": may(request),
        "crumbs": crumbs_of(edition.document),
    }
    return render(request, FOLDER + "edition.html", context)


@once("report-publish")
def publish(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What publishing does and who will see it; then publish."""
    document = edition.document
    if request.method == "POST":
        actions.publish(document=document, edition=edition, by=actor_of(request))
        return redirect("report_edition", document.key, edition.number)
    address = request.build_absolute_uri(reverse("public_report", args=[document.key]))
    earlier = document.editions.filter(published_at__isnull=False, number__lt=edition.number)
    what = [
        f"Anyone can then read edition {edition.number} at {address}, with its PDF, its Word "
        "document and its tables, without signing in.",
        "It never changes again. To correct it, change the draft, have it signed, and publish a "
        "new edition with a public note.",
    ]
    if earlier.exists():
        what.insert(1, "Earlier editions stay where they are, marked as replaced.")
    context = {
        "title": f"Publish edition {edition.number} of {document.title}?",
        "what": what,
        "facts": [("Fingerprint", edition.digest[:16]), ("Frozen by", edition.frozen_by)]
        + ([("Public note", edition.note)] if edition.note else []),
        "submit": "Publish it",
        "cancel_url": reverse("report_edition", args=[document.key, edition.number]),
        "crumbs": crumbs_of(document),
    }
    return render(request, "ui/confirm_page.html", context)


def differences(request: HttpRequest, document: Document) -> HttpResponse:
    """What the draft prints otherwise than the last edition, figure by figure."""
    last = document.editions.defer("content").first()
    found = build(document)
    context = {
        "document": document,
        "edition": last,
        "moved": since(last, found) if last else [],
        "same": last is not None and last.digest == found.digest,
        "crumbs": crumbs_of(document),
    }
    return render(request, FOLDER + "differences.html", context)
