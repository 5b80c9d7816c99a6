class Counter:
    pass


counter = Counter()
