"""The form that sends a workbook."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from kith.reading.archives import LARGEST_FILE


class WorkbookForm(forms.Form):
    """One workbook, filled in."""

    file = forms.FileField(
        label="The workbook, filled in",
        help_text="The .xlsx file that you took from this page, or the one with rows that came "
        "back. Nothing is stored before you have looked at it.",
        error_messages={
            "required": "Choose the workbook.",
            "empty": "The file is empty. Save the workbook again and choose it.",
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > LARGEST_FILE:
            raise forms.ValidationError(f"It is larger than {LARGEST_FILE // 1024 // 1024} MB.")
        return file
