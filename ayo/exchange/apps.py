from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "ayo.exchange"
    label = "exchange"
