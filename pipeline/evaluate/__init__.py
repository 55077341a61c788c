"""How well the list does where the truth is known: synthetic provinces, labelled links."""
