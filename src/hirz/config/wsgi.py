import django

django.setup(set_prefix=False)

from hirz.faces.shell.requests import PlainHandler  # noqa: E402 - only once there are apps

application = PlainHandler()
