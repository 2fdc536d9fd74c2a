"""The admin has its pages in a process that imports nothing but what Django imports."""

import subprocess
import sys

SCRIPT = """
import django
django.setup()
from django.contrib import admin
from record.editing.models import Proposal
assert admin.site.is_registered(Proposal)
"""


def test_a_fresh_process_has_the_page_of_proposals():
    subprocess.run([sys.executable, "-c", SCRIPT], check=True)
