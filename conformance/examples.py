"""The documented calls of normalised descriptions."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Call:
    """One documented call; `action` is the description's, and `corrected` has scalars of the described types."""

    service: str
    version: str
    name: str
    number: int
    action: dict
    parameters: dict
    corrected: dict

    def __str__(self):
        return f"{self.service} {self.version} {self.name} #{self.number}"


def descriptions(folder: Path, products):
    for product in products:
        for path in sorted((folder / product).glob("*.json")):
            yield json.loads(path.read_text())


def scalar(kind, value):
    """A value as its described type, where a document shows the text of it."""
    if kind == "String" and type(value) in (int, float):
        return json.dumps(value)
    if kind == "Boolean" and isinstance(value, str):
        return {"true": True, "false": False}.get(value.lower(), value)
    if kind in ("Integer", "Unsigned", "Float") and isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def corrected(api, fields, members):
    """An object's members, each as its described type. This shares no code with the crates."""
    kinds = {field["name"]: field["type"] for field in fields}

    def correct(kind, value):
        if isinstance(value, list):
            return [correct(kind.removeprefix("Array of "), item) for item in value]
        if isinstance(value, dict) and kind in api["structures"]:
            return corrected(api, api["structures"][kind]["fields"], value)
        return scalar(kind, value)

    return {name: correct(kinds.get(name, ""), value) for name, value in members.items()}


def service(api):
    """What requests are signed for."""
    return api.get("service", api["product"])


def calls(apis):
    """All documented calls whose parameters could be read."""
    for api in apis:
        for name, action in api["actions"].items():
            for number, example in enumerate(action.get("examples", []), 1):
                shown = example.get("input")
                if isinstance(shown, dict):
                    fit = corrected(api, action["input"], shown)
                    yield Call(service(api), api["version"], name, number, action, shown, fit)
