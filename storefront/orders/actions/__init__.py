"""What people and payments do with orders. Each begins by locking the order and ends with an event."""
