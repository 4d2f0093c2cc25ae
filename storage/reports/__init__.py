"""Readings of participation, and what was begun about what nobody teaches."""

from __future__ import annotations

from storage.reports.store import ReportsStore

__all__ = ["ReportsStore"]
