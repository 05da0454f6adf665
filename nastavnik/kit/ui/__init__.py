"""What people see: components, forms, the version for weak sight, and the gallery that shows them."""
