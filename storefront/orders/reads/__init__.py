"""The queries about orders: whole ones for pages, rows under lock for actions, lists for staff."""
