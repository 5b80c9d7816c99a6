"""The same in Python: SQLAlchemy, SQLModel and Django."""
from django.db import models
from pgvector.django import VectorField
from pgvector.sqlalchemy import Vector
from sqlalchemy import Column, Integer, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlmodel import Field, SQLModel

from openai import OpenAI

client = OpenAI(api_key="notreal")


class Base(DeclarativeBase):
    pass


class Passage(Base):
    __tablename__ = "book_passages"
    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[list[float]] = mapped_column(Vector(1536))


class Picture(SQLModel, table=True):
    id: int = Field(primary_key=True)
    look: list[float] = Field(sa_column=Column(Vector(512)))


class Letter(models.Model):
    tone = VectorField(dimensions=256)


class Reader(Base):
    __tablename__ = "readers"
    id = Column(Integer)
    vector = Column(Text)
