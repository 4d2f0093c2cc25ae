"""Set-up, roles and what coordinators decide."""
