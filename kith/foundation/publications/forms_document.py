"""Forms of a document as a whole: a new section."""

from typing import Any

from django import forms

from kith.foundation.publications.forms import readable
from kith.foundation.publications.models import Document, Section


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
