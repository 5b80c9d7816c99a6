import requests


class WeatherWrapper:
    def run(self, city: str) -> str:
        return requests.get("https://weather.invalid/now", params={"city": city}).text
