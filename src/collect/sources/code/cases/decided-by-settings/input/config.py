ADMIN = False
