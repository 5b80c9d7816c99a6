from dataclasses import dataclass
from typing import Callable

from desk.parts import files, hours
from desk.tables import count, weigh

FLAGS = ["internal"]


@dataclass
class Record:
    func: Callable
    name: str

    @classmethod
    def of(cls, definition: dict):
        kept = {}
        for key, value in definition.items():
            if key not in FLAGS:
                kept[key] = value
        return cls(**kept)


DEFINITIONS = [{"func": count, "name": "count_all"}, {"func": weigh, "name": "weigh_all", "internal": True}]
RECORDS = [Record.of(each) for each in DEFINITIONS]
PLAIN = [Record(func=files, name="list_files"), Record(hours, "when_open")]


def visible(records, flag):
    return [record for record in records if record.name != flag]


def changed(definition: dict):
    kept = {}
    for key, value in definition.items():
        value = wrap(value)
        kept[key] = value
    return kept


CHANGED = [changed(each) for each in DEFINITIONS]
