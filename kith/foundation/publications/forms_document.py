"""Forms of a document as a whole: a new section, and what is said of the whole."""

from collections.abc import Callable
from typing import Any

from django import forms

from kith.foundation.publications.describing import read_cover_words, read_notes
from kith.foundation.publications.forms import CODE, readable
from kith.foundation.publications.models import Document, Section
from kith.kernel.refusals import Refused


class NewSectionForm(forms.Form):
    """A new section: its title, where it stands, and whether it is numbered."""

    title = forms.CharField(
        label="Title",
        max_length=200,
        help_text="The title may change later. The section's address is made from it now and "
        "stays.",
    )
    after = forms.ChoiceField(label="It stands", required=False)
    numbered = forms.BooleanField(
        label="Number it and its paragraphs", required=False, initial=True
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = {s.key: s for s in document.sections.all()}
        behind = [(s.key, f"behind “{s.title}”") for s in self.sections.values()]
        self.fields["after"].choices = [("", "before all others"), *behind]  # type: ignore[attr-defined]
        last = list(self.sections)[-1] if self.sections else ""
        self.initial = {"after": last, "version": document.version, **self.initial}

    def clean_title(self) -> str:
        return readable(self.cleaned_data["title"])

    def behind(self) -> Section | None:
        """The section that it stands behind; None before all others."""
        return self.sections.get(self.cleaned_data["after"])


class DocumentForm(forms.Form):
    """What is said of a document as a whole; a document without a cover has no words for one."""

    title = forms.CharField(label="Title", max_length=200)
    subtitle = forms.CharField(label="Second line", required=False, max_length=300)
    notes = forms.CharField(
        label="How to read the figures",
        required=False,
        help_text="One panel for each: “> ### Sign | Title”, and below it lines that begin "
        "with “> ”.",
        widget=forms.Textarea(attrs={**CODE, "rows": 16}),
    )
    caption = forms.CharField(
        label="Words beside the cover’s drawing",
        help_text="Its numbers are {now}, {more} and {before}.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    alt = forms.CharField(
        label="What the drawing shows, for those who do not see it",
        help_text="With the same numbers.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not document.cover:
            del self.fields["caption"], self.fields["alt"]

    def clean_title(self) -> str:
        return readable(self.cleaned_data["title"])

    def clean_subtitle(self) -> str:
        return readable(self.cleaned_data["subtitle"])

    def clean_notes(self) -> str:
        text: str = self.cleaned_data["notes"].replace("\r\n", "\n")
        return self._read(read_notes, text)

    def clean_caption(self) -> str:
        return self._read(read_cover_words, self.cleaned_data["caption"])

    def clean_alt(self) -> str:
        return self._read(read_cover_words, self.cleaned_data["alt"])

    @staticmethod
    def _read(reader: Callable[[str], None], text: str) -> str:
        try:
            reader(text)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None
        return text

    @classmethod
    def of(cls, document: Document) -> "DocumentForm":
        """The form holding what is stored."""
        names = ("title", "subtitle", "notes", "version")
        initial = {name: getattr(document, name) for name in names}
        cover = {name: document.cover.get(name, "") for name in ("caption", "alt")}
        return cls(initial=initial | cover, document=document)
