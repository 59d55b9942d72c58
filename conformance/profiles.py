#!/usr/bin/env python3
"""Profile files as the official Python SDK reads them and as the runtime does, over generated files.

Run by hand, with the SDK in the interpreter's environment:

    cargo build -p tencentcloud-runtime --example profiles --features blocking
    python3 -m venv target/venv && target/venv/bin/pip install tencentcloud-sdk-python-common
    target/venv/bin/python conformance/profiles.py target/debug/examples/profiles [FILES [SEED]]

Where the SDK has a key pair that a request can be signed with, the runtime must have the same. Where it has none, or one
with blanks, quotes or other characters that no key has, the runtime must refuse the file. It also may where it reads a token
or a role, which this SDK does not.
"""

import os
import pathlib
import random
import subprocess
import sys
import tempfile

from tencentcloud.common.credential import ProfileCredential

HEADS = ["[default]", "[default] # main", "[default];x", "[Default]", "[ default ]", "[other]", "[DEFAULT]", "[]",
         "[default", "[default] [x]", "  [default]", "[a]]"]
NAMES = ["secret_id", "secret_key", "SECRET_ID", "Secret_Key", "token", "role_arn", "note", "", "a b"]
SIGNS = ["=", " = ", ":", " : ", "\t=\t", "==", ":=", " ", ""]
VALUES = ["AKIDabc", "key123", "a=b", "a:b", "", "x # y", "x ; y", '"quoted"', "'quoted'", "two words", "%(x)s", "100%",
          "\u4e2d", "\u200b", "k\u00a0", "k\u00a0y", "[x]"]
LINES = ["# comment", "; comment", "", "   ", "\t", "  continued", "\tcontinued = x", "no sign", "  [other]", "=", ":", " # x"]


def line(chance):
    kind = chance.random()
    if kind < 0.15:
        return chance.choice(HEADS)
    if kind < 0.3:
        return chance.choice(LINES)
    indent = chance.choice(["", "", "", " ", "\t"])
    return indent + chance.choice(NAMES) + chance.choice(SIGNS) + chance.choice(VALUES)


def text(chance):
    """Mostly a whole profile with something odd in it: pure noise is refused by both."""
    lines = ["[default]" if chance.random() < 0.8 else chance.choice(HEADS)]
    lines += [chance.choice(["secret_id=AKIDabc", "secret_id : AKIDabc", "Secret_ID = AKIDabc"]),
              chance.choice(["secret_key=key123", "secret_key: key123", "SECRET_KEY\t=\tkey123"])]
    for _ in range(chance.choice([0, 1, 1, 2, 3])):
        lines.insert(chance.randrange(len(lines) + 1), line(chance))
    if chance.random() < 0.1:
        del lines[chance.randrange(len(lines))]
    return chance.choice(["\n", "\r\n", "\n", "\r"]).join(lines) + chance.choice(["", "\n"])


def official(home):
    os.environ["HOME"] = str(home)
    try:
        found = ProfileCredential().get_credential()
        return (found.secret_id, found.secret_key) if found else None
    except Exception:
        return None


def is_usable(part):
    return part.isascii() and part.isprintable() and " " not in part and not {part[0], part[-1]} & set("\"'`")


def main():
    program, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5000
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    with tempfile.TemporaryDirectory() as folder:
        homes = []
        for number in range(count):
            home = pathlib.Path(folder, str(number))
            file = home / ".tencentcloud" / "credentials"
            file.parent.mkdir(parents=True)
            file.write_bytes(text(chance).encode())
            homes.append(home)
        files = [str(home / ".tencentcloud" / "credentials") for home in homes]
        told = []
        for start in range(0, count, 500):
            run = subprocess.run([program, *files[start:start + 500]], capture_output=True, text=True, check=True)
            told += run.stdout.split("\n")[:-1]
        assert len(told) == count, (len(told), count)
        both = more = differ = 0
        for home, file, ours in zip(homes, files, told):
            theirs = official(home)
            usable = theirs is not None and all(is_usable(part) for part in theirs)
            expected = "ok\t" + "\t".join(theirs) if usable else "error"
            both += usable
            if usable and any(name in ours for name in ("token in [default]", "the role")):
                more += 1
            elif (ours if usable else ours.split("\t")[0]) != expected:
                differ += 1
                print(repr(pathlib.Path(file).read_bytes().decode()), "SDK:", theirs, "runtime:", ours)
    print(f"{count} files, {both} of them with keys; {more} have a token or a role that the SDK does not read, {differ} differ")
    sys.exit(differ != 0)


if __name__ == "__main__":
    main()
