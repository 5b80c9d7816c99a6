class BaseSettings:
    pass
