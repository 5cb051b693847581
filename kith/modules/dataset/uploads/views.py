"""The workbook of a return: taken away, sent back, looked at, stored or set aside."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kith.foundation.access import once
from kith.kernel.refusals import Refused
from kith.modules.dataset.models import Return, Upload
from kith.modules.dataset.sending.filling import filling
from kith.modules.dataset.sending.saving import Refusals
from kith.modules.dataset.sending.views import actor_of, crumbs_of, frame
from kith.modules.dataset.uploads.actions import (
    accept,
    discard,
    note_refusal,
    sent_before,
    stage,
)
from kith.modules.dataset.uploads.contents import declared, from_json
from kith.modules.dataset.uploads.forms import WorkbookForm
from kith.modules.dataset.uploads.paper import asked_of, file_name, sign, verify
from kith.modules.dataset.uploads.preview import posted_explanations, preview_of
from kith.reading.workbooks import BadWorkbook, read_safely, rejected_workbook, write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _file(data: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        data,
        content_type=XLSX,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def workbook(request: HttpRequest, return_to: Return) -> HttpResponse:
    """The page of the workbook; on POST, read the one that is sent.

    The reading is not part of a transaction: it may take seconds, and nothing is stored by it.
    """
    if request.method != "POST":
        return _page(request, return_to, WorkbookForm())
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, return_to, form, status=422)
    by, file = actor_of(request), form.cleaned_data["file"]
    name, data = str(file.name).replace("\0", ""), file.read()
    before = sent_before(return_to, hashlib.sha256(data).hexdigest())
    if before is not None:
        return _again(request, before)
    found = filling(return_to, by.today)
    if not found.standing.may_fill:
        raise Refused(f"This return cannot be changed now. {found.standing.reason}.")
    try:
        reading = read_safely(data, asked_of(found), verify)
        if not (reading.given or reading.refused or declared(reading)):
            raise BadWorkbook(
                "No row of the workbook is filled in.",
                "Fill in the cells with a border, save the workbook, and send it again.",
                sheet="Return",
            )
        upload = stage(return_to=found.return_to, name=name, data=data, reading=reading, by=by)
    except BadWorkbook as refused:
        note_refusal(return_to=found.return_to, name=name, refused=refused, by=by)
        return _page(request, return_to, WorkbookForm(), refused=refused, name=name, status=422)
    return redirect("dataset-upload", upload.pk)


def _again(request: HttpRequest, before: Upload) -> HttpResponse:
    """The same file a second time: what it brought the first time."""
    if before.receipt_id is None:
        messages.info(request, "This very file was sent before. Here is what it would change.")
        return redirect("dataset-upload", before.pk)
    messages.info(request, "This very file was sent before. Nothing was changed; its receipt is:")
    return redirect("dataset-receipt", before.receipt_id)


def _page(
    request: HttpRequest,
    return_to: Return,
    form: WorkbookForm,
    *,
    refused: BadWorkbook | None = None,
    name: str = "",
    status: int = 200,
) -> HttpResponse:
    found = filling(return_to, actor_of(request).today)
    context = frame(request, found) | {
        "form": form,
        "refused": refused,
        "file_name": name,
        "waiting": list(return_to.uploads.filter(state=Upload.State.STAGED)),
        "crumbs": crumbs_of(found.return_to),
    }
    return render(request, "dataset/workbook.html", context, status=status)


def workbook_file(request: HttpRequest, return_to: Return) -> HttpResponse:
    """The agency's own workbook, with what is stored filled in."""
    found = filling(return_to, actor_of(request).today)
    return _file(write_workbook(asked_of(found), sign), file_name(found.return_to))


def refused_rows(request: HttpRequest, upload: Upload) -> HttpResponse:
    """The refused rows as a workbook with the reason in each, to mend and send again."""
    if not upload.reading or not upload.reading.get("refused"):
        raise Http404
    found = filling(upload.return_to, actor_of(request).today)
    name = file_name(found.return_to).replace(".xlsx", "-came-back.xlsx")
    return _file(rejected_workbook(from_json(upload.reading), asked_of(found), sign), name)


@once("dataset-upload")
def preview(request: HttpRequest, upload: Upload) -> HttpResponse:
    """What a workbook would change; on POST, store it or set it aside."""
    if request.method == "POST":
        return _decided(request, upload)
    return _preview(request, upload)


def _preview(
    request: HttpRequest,
    upload: Upload,
    *,
    said: dict[str, str] | None = None,
    wrong: dict[str, str] | None = None,
    unconfirmed: bool = False,
) -> HttpResponse:
    found = filling(upload.return_to, actor_of(request).today)
    context = frame(request, found) | {
        "upload": upload,
        "staged": upload.state == Upload.State.STAGED,
        "preview": preview_of(upload, found, said or {}, wrong or {}),
        "unconfirmed": unconfirmed,
        "wrong": wrong or {},
        "crumbs": [
            *crumbs_of(found.return_to),
            ("Workbook", reverse("dataset-workbook", args=[found.return_to.pk])),
        ],
    }
    failed = bool(wrong) or unconfirmed
    return render(request, "dataset/upload.html", context, status=422 if failed else 200)


def _decided(request: HttpRequest, upload: Upload) -> HttpResponse:
    by, decision = actor_of(request), request.POST.get("decision")
    if decision == "nothing":
        discard(upload=upload, by=by)
        messages.success(request, "Nothing was stored. The workbook was deleted.")
        return redirect("dataset-workbook", upload.return_to_id)
    if decision != "store":
        raise Refused("Say whether to store what the workbook gives, or to set it aside.")
    said = posted_explanations(request.POST)
    warned = bool(upload.reading.get("warnings"))
    if warned and upload.state == Upload.State.STAGED and not request.POST.get("confirmed"):
        return _preview(request, upload, said=said, unconfirmed=True)
    try:
        done = accept(upload=upload, explanations=said, by=by)
    except Refusals as refused:
        return _preview(request, upload, said=said, wrong=refused.by_box)
    if done.receipt_id is not None:
        return redirect("dataset-receipt", done.receipt_id)
    messages.success(
        request, "What the workbook gives is stored. The return is not sent yet: see what is left."
    )
    return redirect(
        "dataset-upload" if done.refused else "dataset-return-send",
        done.pk if done.refused else done.return_to_id,
    )
