"""Who to look at and why: the order of the list, hypotheses, legal ground, documents to request."""
