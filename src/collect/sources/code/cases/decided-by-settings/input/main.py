import config

config.ADMIN = True
