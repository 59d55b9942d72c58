"""Documented calls with our client: a program that knows every action of some crates."""

import json
import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

from official import KEY, SECRET_ID

ROOT = Path(__file__).resolve().parent.parent
ACTION = re.compile(r'impl Action for (\w+) \{.*?Operation::new\(\s*"(\w+)"', re.DOTALL)
SERVICE = re.compile(r'Service::new\(\s*"(.+?)",\s*"(.+?)"')


def table(crate: Path):
    """A line for each action of a crate: what it is called by, and the type that is sent."""
    library = re.search(r'^name = "(.+)"', (crate / "Cargo.toml").read_text(), re.MULTILINE)[1].replace("-", "_")
    for module in sorted((crate / "src").glob("v*/")):
        service, version = SERVICE.search((module / "client.rs").read_text()).groups()
        for path in sorted((module / "actions").glob("*.rs")):
            for request, action in ACTION.findall(path.read_text()):
                key = "\\t".join([service, version, action])
                yield f'    ("{key}", send::<{library}::{module.name}::{request}>),\n'


def manifest(name, crates, is_large):
    paths = [f'tencentcloud-api-{crate.name} = {{ path = "{crate.resolve()}" }}\n' for crate in crates]
    return f"""[package]
name = "{name}"
version = "0.0.0"
edition = "2024"

[[bin]]
name = "{name}"
path = "{ROOT}/conformance/ours/main.rs"

[dependencies]
tencentcloud-runtime = {{ path = "{ROOT}/runtime", default-features = false, features = ["gzip", "hyper", "ring"] }}
serde_json = "1"
tokio = {{ version = "1", features = ["macros", "rt"] }}
{"".join(paths)}
[workspace]
""" + ("\n[profile.dev]\ndebug = false\n" if is_large else "")


def build(crates, work: Path, target: Path):
    """Makes the program; its path."""
    name = f"ours-{work.name}"
    folder = work / "ours"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Cargo.toml").write_text(manifest(name, crates, len(crates) > 1))
    rows = "".join(row for crate in crates for row in table(crate))
    (folder / "table.rs").write_text(f"const TABLE: &[(&str, Send)] = &[\n{rows}];\n")
    shutil.copy(ROOT / "Cargo.lock", folder / "Cargo.lock")
    subprocess.run(["cargo", "build", "--quiet", "--target-dir", target], cwd=folder, check=True)
    return target / "debug" / name


@contextmanager
def program(binary, address, token=None, *flags):
    """The program, pointed at an address; gives what sends a call and says what came of it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TENCENTCLOUD_")}
    environment |= {"TENCENTCLOUD_SECRET_ID": SECRET_ID, "TENCENTCLOUD_SECRET_KEY": KEY}
    environment |= {"TENCENTCLOUD_ENDPOINT": f"http://{address}"} | ({"TENCENTCLOUD_TOKEN": token} if token else {})
    process = subprocess.Popen([binary, *flags], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)

    def send(call):
        process.stdin.write("\t".join([call.service, call.version, call.name, json.dumps(call.parameters)]) + "\n")
        process.stdin.flush()
        return process.stdout.readline().rstrip("\n")

    try:
        yield send
    finally:
        process.stdin.close()
        process.wait()
