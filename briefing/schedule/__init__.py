"""When runs are due, and the entries that start them: in the user's crontab, or as a systemd service and timer."""
