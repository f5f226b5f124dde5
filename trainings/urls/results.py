from django.urls import path

from trainings.views import assessment, assessment_override, product_photos

PERSON = "<uuid:pk>/participants/<uuid:enrolment>"

urlpatterns = [
    path("<uuid:pk>/assessment/", assessment.AssessmentPage.as_view(), name="assessment"),
    path(f"{PERSON}/completion/", assessment_override.OverridePage.as_view(), name="completion-override"),
    path(
        f"{PERSON}/completion/withdraw/",
        assessment_override.WithdrawPage.as_view(),
        name="completion-override-withdraw",
    ),
    path(f"{PERSON}/product/", product_photos.ProductPhotos.as_view(), name="product-photos"),
    path(f"{PERSON}/product/<uuid:photo>/", product_photos.ProductPhotoFile.as_view(), name="product-photo"),
    path(
        f"{PERSON}/product/<uuid:photo>/remove/",
        product_photos.RemoveProductPhoto.as_view(),
        name="product-photo-remove",
    ),
]
