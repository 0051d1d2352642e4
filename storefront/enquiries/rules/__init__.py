"""What an enquiry asks for and a quotation offers, and how both are told. Pure."""
