"""The addresses of the workbook: out, in, what it would change, and the rows that come back."""

from kith.foundation.access import Permission as P
from kith.foundation.access import by_id, page
from kith.modules.dataset.models import Return, Upload
from kith.modules.dataset.uploads import views

one = by_id(Return, "return_to")
upload = by_id(Upload)

urlpatterns = [
    page(
        "dataset/returns/<int:pk>/workbook/",
        views.workbook,
        name="dataset-workbook",
        read=P.RETURN_FILL,
        write=P.RETURN_FILL,
        obj=one,
    ),
    page(
        "dataset/returns/<int:pk>/workbook/file/",
        views.workbook_file,
        name="dataset-workbook-file",
        read=P.RETURN_FILL,
        write=None,
        obj=one,
    ),
    page(
        "dataset/workbooks/<int:pk>/",
        views.preview,
        name="dataset-upload",
        read=P.RETURN_FILL,
        write=P.RETURN_FILL,
        obj=upload,
    ),
    page(
        "dataset/workbooks/<int:pk>/refused/",
        views.refused_rows,
        name="dataset-upload-refused",
        read=P.RETURN_FILL,
        write=None,
        obj=upload,
    ),
]
