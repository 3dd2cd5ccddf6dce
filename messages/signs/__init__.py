"""What speaks against a translation, sign by sign; messages.quality weighs them."""
