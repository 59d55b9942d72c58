"""The documented calls of normalised descriptions."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Call:
    """One documented call; `action` is the description's."""

    service: str
    version: str
    name: str
    number: int
    action: dict
    parameters: dict

    def __str__(self):
        return f"{self.service} {self.version} {self.name} #{self.number}"


def descriptions(folder: Path, products):
    for product in products:
        for path in sorted((folder / product).glob("*.json")):
            yield json.loads(path.read_text())


def calls(apis):
    """All documented calls whose parameters could be read."""
    for api in apis:
        service = api["endpoint"].split(".")[0]
        for name, action in api["actions"].items():
            for number, example in enumerate(action.get("examples", []), 1):
                if isinstance(example.get("input"), dict):
                    yield Call(service, api["version"], name, number, action, example["input"])
