from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "ayo.files"
    label = "files"
