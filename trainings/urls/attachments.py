from django.urls import path

from trainings.views.attachments import AttachmentFile, Attachments, DescribeAttachment, RemoveAttachment

FILES = "<uuid:pk>/files/"
FILE = f"{FILES}<uuid:attachment>/"

urlpatterns = [
    path(FILES, Attachments.as_view(), name="attachments"),
    path(FILE, AttachmentFile.as_view(), name="attachment-file"),
    path(f"{FILE}describe/", DescribeAttachment.as_view(), name="attachment-describe"),
    path(f"{FILE}remove/", RemoveAttachment.as_view(), name="attachment-remove"),
]
