"""What is read from elsewhere: calendars over HTTP, public holidays from a list that is shipped."""
