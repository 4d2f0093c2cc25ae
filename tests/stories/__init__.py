"""Stories: what people live through with Hearth, told once and played on every platform."""
