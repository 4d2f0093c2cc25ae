"""The playground: a small chat workspace in the browser, a platform like the others."""
