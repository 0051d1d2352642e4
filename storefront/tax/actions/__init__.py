"""What people do: the platform records rules, a shop chooses, and both ask what a parcel costs."""
