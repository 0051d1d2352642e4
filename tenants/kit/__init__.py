"""What every floor needs and no floor owns: settings, errors, the clock and logging."""
