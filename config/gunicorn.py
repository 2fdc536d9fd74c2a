"""How gunicorn serves the site: `gunicorn --config config/gunicorn.py config.wsgi`.

`make serve` runs it. A worker for each core, with threads that wait for the database in turn. A HUP
replaces the workers one by one, and those that leave finish what they were asked.
"""

import os

wsgi_app = "config.wsgi:application"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY") or os.cpu_count() or 1)
worker_class = "gthread"
threads = 4
timeout = 60  # seconds without a sign of life
graceful_timeout = 30
keepalive = 5
max_requests, max_requests_jitter = 20_000, 2_000  # what a worker leaks, if it does, goes with it
accesslog = "-" if os.environ.get("ACCESS_LOG") == "1" else None
