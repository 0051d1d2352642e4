"""What buyers and staff do between an enquiry and an order."""
