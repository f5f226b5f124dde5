from django.urls import path

from clients.views.import_results import Preview, Rejects, TakeFileValue
from clients.views.imports import Discard, ImportList, Mapping, Save, Undo, Upload

urlpatterns = [
    path("import/", ImportList.as_view(), name="import-list"),
    path("import/new/", Upload.as_view(), name="import"),
    path("import/<uuid:pk>/", Preview.as_view(), name="import-preview"),
    path("import/<uuid:pk>/columns/", Mapping.as_view(), name="import-mapping"),
    path("import/<uuid:pk>/save/", Save.as_view(), name="import-save"),
    path("import/<uuid:pk>/undo/", Undo.as_view(), name="import-undo"),
    path("import/<uuid:pk>/cancel/", Discard.as_view(), name="import-discard"),
    path("import/<uuid:pk>/rejected/", Rejects.as_view(), name="import-rejects"),
    path("import/<uuid:pk>/rows/<int:row>/take/", TakeFileValue.as_view(), name="import-take"),
]
