"""The form that sends a file of official statistics."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from kith.modules.official_statistics.reading import LIMIT_BYTES


class UploadForm(forms.Form):
    """One CSV file, as downloaded."""

    file = forms.FileField(
        label="The file, as you downloaded it",
        help_text="A CSV file of the Department for Education or the Office for National "
        "Statistics, laid out as it was published.",
        error_messages={
            "required": "Choose a file.",
            "empty": "The file is empty. Download it again.",
        },
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > LIMIT_BYTES:
            raise forms.ValidationError(f"It is larger than {LIMIT_BYTES // 1024 // 1024} MB.")
        return file
