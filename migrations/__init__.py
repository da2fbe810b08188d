"""The steps by which the schema came to be; `app.kernel.migrating` runs them."""
