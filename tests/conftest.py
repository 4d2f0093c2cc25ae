"""What every test may ask for; each subject's fixtures stand in a file of its own."""

pytest_plugins = [
    "tests.loopback.judge",  # counts the bodies the platforms' schemas judged
    "tests.databases",  # sqlite_url, postgres_url, database_url, postgres
    "tests.browser",  # page, browser, chromium_path
]
