"""Products drawn from a catalogue of metadata, always the same ones, described and generated."""

import json
import random
import shutil
import subprocess
from pathlib import Path

SEED = 20
LARGEST = 40


def actions(product: Path):
    return sum(len(json.loads(path.read_text())["actions"]) for path in product.glob("*/api.json"))


def draw(services: Path, count, all_sizes):
    """The names of so many products; only small ones unless told, to keep building cheap."""
    sizes = {path.name: actions(path) for path in sorted(services.iterdir()) if path.is_dir()}
    fit = [name for name, size in sizes.items() if size and (all_sizes or size <= LARGEST)]
    names = sorted(random.Random(SEED).sample(fit, min(count, len(fit))))
    print(f"{len(names)} of {len(fit)} products, seed {SEED}: {', '.join(names)}")
    return names


def prepare(xtask, services: Path, names, folder: Path):
    """Describes and generates them; gives the folder of descriptions and the crates."""
    api, crates = folder / "api", folder / "crates"
    shutil.rmtree(api, ignore_errors=True)  # A description is merged with what is there.
    sources = [path for name in names for path in sorted((services / name).glob("*/*.json"))]
    for command in (["import", *sources, "--into", api],
                    ["catalogue", services, "--products", ",".join(names), "--out", crates]):
        done = subprocess.run([xtask, *command], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]
    return api, [crates / name for name in names]
