from django.http import JsonResponse

from visits.models import Visit


def index(request):
    Visit.objects.create()
    return JsonResponse({"edition": "First edition", "visits": Visit.objects.count()})


def healthz(request):
    return JsonResponse({"visited": Visit.objects.exists()})
