"""The coordinators' web page: sign-in by a link, a visit, and the same acts as in the chat."""
