"""Who speaks: names merged into actors over the whole article, and each source resolved to one of them."""
