"""Tests in the browser wait for what they look for, however busy the machine is."""

from playwright.sync_api import expect

expect.set_options(timeout=20_000)  # ms
