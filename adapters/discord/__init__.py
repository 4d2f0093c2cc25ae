"""Discord: one gateway connection in, single HTTP requests out, Components V2 on the screen."""
