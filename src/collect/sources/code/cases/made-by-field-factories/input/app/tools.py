from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import cast

import boto3
from langchain_core.tools import BaseTool
from pydantic import Field, PrivateAttr

from app.weather import WeatherWrapper
from elsewhere import UnknownWrapper


class WeatherTool(BaseTool):
    name: str = "weather"
    description: str = "Says the weather."
    api_wrapper: WeatherWrapper = Field(default_factory=WeatherWrapper)

    def _run(self, city: str) -> str:
        return self.api_wrapper.run(city)


class LambdaTool(BaseTool):
    name: str = "weather_by_lambda"
    description: str = "Says the weather."
    api_wrapper: WeatherWrapper = Field(default_factory=lambda: WeatherWrapper())

    def _run(self, city: str) -> str:
        return self.api_wrapper.run(city)


# What the factory makes is of a library that nothing is known of.
class UnknownTool(BaseTool):
    name: str = "unknown"
    description: str = "May do anything."
    api_wrapper: UnknownWrapper = Field(default_factory=UnknownWrapper)

    def _run(self, city: str) -> str:
        return self.api_wrapper.run(city)


@dataclass
class Clients:
    weather: WeatherWrapper = field(default_factory=WeatherWrapper)


class HeldTool(BaseTool):
    name: str = "held"
    description: str = "Says the weather."
    clients: Clients = Field(default_factory=Clients)

    def _run(self, city: str) -> str:
        return self.clients.weather.run(city)


class CastTool(BaseTool):
    name: str = "cast"
    description: str = "Reads a report."

    def _run(self, key: str) -> str:
        s3 = cast("S3Client", boto3.client("s3"))
        return s3.get_object(Bucket="reports-of-the-case", Key=key)["Body"].read().decode()


# Whoever makes the tool says what runs: nothing is known of it.
class GivenTool(BaseTool):
    name: str = "given"
    description: str = "May do anything."
    runner: object = Field(description="Handed over when the tool is made.")

    def _run(self, command: str) -> str:
        return self.runner.run(command)


class PrivateTool(BaseTool):
    name: str = "private"
    description: str = "May do anything."
    _runner: object = PrivateAttr(default=None)

    def _run(self, command: str) -> str:
        return self._runner.run(command)


held = SimpleNamespace(runner=UnknownWrapper())


class NamespaceTool(BaseTool):
    name: str = "namespace"
    description: str = "May do anything."

    def _run(self, command: str) -> str:
        return held.runner.run(command)
