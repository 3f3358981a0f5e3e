"""How gunicorn serves the portal, on a laptop and behind a proxy alike."""

import gc
import os

bind = os.environ.get("BALIPORTAL_BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Threads keep connections open, so that a page and its files come over one.
worker_class = "baliportal.worker.Worker"
threads = 4
keepalive = 15
timeout = 60
# A letter of Thai or Khmer takes nine bytes in an address: long questions fit.
limit_request_line = 8190
# Each worker is renewed now and then, never both at once.
max_requests = 50_000
max_requests_jitter = 5_000
control_socket_disable = True
errorlog = "-"
accesslog = os.environ.get("BALIPORTAL_ACCESS_LOG")


def on_reload(server):
    """The workers there are now answer until a new one can."""
    server.worker_class.replace(server.worker_age)


def post_worker_init(worker):
    """What is loaded by now stays: looking it through for garbage would delay answers."""
    gc.collect()
    gc.freeze()
