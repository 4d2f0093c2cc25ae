"""`make bench`: the matcher's figures beside targets, rivals and bounds."""
