from celery import shared_task

from visits.models import Visit


@shared_task
def count_visits():
    return Visit.objects.count()
