SETTINGS = {"small_model": "gpt-4.1-mini", "is_small": True}
