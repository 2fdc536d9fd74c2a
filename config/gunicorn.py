"""How gunicorn serves the site: `gunicorn --config config/gunicorn.py config.wsgi`.

`make serve` runs it. There is a worker for each core, with threads that take turns while they wait
for the database. The signal HUP replaces the workers one by one; each finishes its requests first.
"""

import os

wsgi_app = "config.wsgi:application"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY") or os.cpu_count() or 1)
worker_class = "gthread"
threads = 4
timeout = 60  # seconds after which a silent worker is replaced
graceful_timeout = 30
keepalive = 5
max_requests, max_requests_jitter = (
    20_000,
    2_000,
)  # so that leaks of memory end with the worker
accesslog = "-" if os.environ.get("ACCESS_LOG") == "1" else None
