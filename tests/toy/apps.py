from django.apps import AppConfig


class ToyConfig(AppConfig):
    name = "tests.toy"
    verbose_name = "Accords"
    staff_menu = {"record": {"toy.accord": ""}}
