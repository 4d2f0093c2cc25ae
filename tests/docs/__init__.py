"""The pages in docs/ are followed, generated or checked here, so that none of them can rot."""
