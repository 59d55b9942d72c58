"""Conformance with the official Python SDK, in both directions, of documented calls.

It calls our mock, by POST and GET, with a token, and with a file; our client's requests are checked with its signing
code; and both send the same bodies.
"""

import argparse
import json
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException

import draw
import ours
from examples import calls, descriptions, service
from official import KEY, client, send, typed, types
from recorder import authorization, content, difference, recorder, wrong

ROOT = ours.ROOT


@contextmanager
def mock(xtask, *flags):
    """A mock on a free port; gives its address."""
    process = subprocess.Popen([xtask, "mock", "--port", "0", *flags], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        yield process.stdout.readline().split("http://")[1].split(";")[0]
    finally:
        process.terminate()
        process.wait()


class Report:
    """Counts and what is not as it should be."""

    def __init__(self):
        self.failures = []

    def step(self, title, documented, check):
        """Checks each call; `check` gives what is wrong. What it calls `skipped` is counted and not held against us."""
        told = [(call, check(call)) for call in documented]
        skipped = Counter(text for _, text in told if text and text.startswith("skipped"))
        failed = [f"{title}: {call}: {text}" for call, text in told if text and not text.startswith("skipped")]
        actions = {key(call) for call, text in told if not text}
        print(f"{title}: {len(told)} calls, {len(actions)} actions fine, {len(failed)} calls not")
        for text, count in skipped.items():
            print(f"  {count} {text}")
        for text in failed:
            print(f"  {text}")
        self.failures += failed
        return actions


def unfit(call):
    """Why an example cannot be sent by this script."""
    is_raw = call.action.get("body") == "octet-stream"
    return "skipped: the body is raw bytes, which the documents' examples do not show" if is_raw else None


def accepted(address, method="POST", token=None):
    """A check: the mock accepts what the official SDK sends."""

    def check(call):
        caller = client(address, call.service, call.version, method, token)
        if method == "GET" and call.action.get("body"):
            return "skipped: a form cannot be sent by GET"
        try:
            response = send(caller, call)
        except TencentCloudSDKException as error:
            return f"{error.code}: {error.message}"
        return None if response.get("RequestId") else "no RequestId"

    return lambda call: unfit(call) or check(call)


def signed(program, recorded, token=None):
    """A check: our client's request is one that the official SDK would have signed alike."""

    def check(call):
        recorded.clear()
        said = program(call)
        if said != "ok":
            return said
        return ", ".join(f"wrong {name}" for name in wrong(recorded[-1], call, token)) or None

    return lambda call: unfit(call) or check(call)


def same(program, address, recorded, official):
    """A check: the official SDK sends the same body."""

    def check(call):
        recorded.clear()
        said = program(call)
        if said != "ok":
            return said
        official(call)
        mine, theirs = map(content, recorded)
        if isinstance(mine, dict) and "ClientToken" not in call.parameters:
            mine.pop("ClientToken", None)
        return difference(mine, theirs)

    return lambda call: unfit(call) or check(call)


def refused(address, apis, code, **changes):
    api = next(iter(apis))
    caller = client(address, service(api), api["version"], **changes)
    try:
        caller.call_json(next(iter(api["actions"])), {})
    except TencentCloudSDKException as error:
        assert error.code == code, error.code
        return
    raise AssertionError(f"{changes} was not refused")


def upload(xtask):
    with mock(xtask, "--spec", "conformance/spec") as address:
        parameters = {"File": b"\x00\x01\xffbin", "Tags": ["a", "b"], "Name": "n"}
        options = {"IsMultipart": True, "BinaryParams": ["File"]}
        response = json.loads(client(address, "lab", "2020-01-01").call("UploadSample", parameters, options))
    assert response["Response"]["RequestId"]
    print("official SDK to mock, a form with a file: accepted")


def official_to_mock(report, xtask, flags, apis, documented):
    with mock(xtask, *flags) as address:
        fine = report.step("official SDK to mock, POST", documented, accepted(address))
        report.step("official SDK to mock, GET", documented, accepted(address, "GET"))
        refused(address, apis, "AuthFailure.SignatureFailure", key="another")
    with mock(xtask, *flags, "--token", "a-token") as address:
        report.step("official SDK to mock, a token", documented, accepted(address, token="a-token"))
        refused(address, apis, "AuthFailure.TokenFailure", token="another")
    return fine


def ours_to_official(report, binary, documented):
    with recorder() as (address, recorded):
        with ours.program(binary, address) as program:
            fine = report.step("our client, signature by the official SDK", documented, signed(program, recorded))
            notice(program, recorded, documented)

            def untyped(call):
                send(client(address, call.service, call.version), call)

            report.step("our client, body as the official SDK's", documented, same(program, address, recorded, untyped))
            check = same(program, address, recorded, lambda call: typed(address, call))
            known = [call for call in documented if types(call)]
            print(f"the installed SDK has types for {len(known)} of {len(documented)} calls")
            report.step("our client, body as the official SDK's types send it", known, check)
        with ours.program(binary, address, "a-token") as program:
            report.step("our client, a token", documented, signed(program, recorded, "a-token"))
        with ours.program(binary, address, None, "--by-name") as program:
            fine &= by_name(report, program, address, recorded, documented)
    return fine


def by_name(report, program, address, recorded, documented):
    """Any action by its name, without generated types: signed as the official SDK signs, with the body it sends."""
    plain = [call for call in documented if not call.action.get("body") and not call.action.get("unsigned")]
    if len(plain) < len(documented):
        print(f"by name: {len(documented) - len(plain)} calls with forms, raw bytes or without a signature are left out")
    plain = [replace(call, parameters=call.corrected) for call in plain]
    fine = report.step("by name, signature by the official SDK", plain, signed(program, recorded))

    def untyped(call):
        send(client(address, call.service, call.version), call)

    fine &= report.step("by name, body as the official SDK's", plain, same(program, address, recorded, untyped))
    kept = set(map(key, documented)) - set(map(key, plain))
    return fine | kept


def key(call):
    return call.service, call.version, call.name


def notice(program, recorded, documented):
    """A check that cannot fail checks nothing: another key and another body are noticed."""
    check = signed(program, recorded)
    call = next((call for call in documented if not call.action.get("unsigned") and not check(call)), None)
    if call is None:
        return  # Nothing is right, and that is noticed.
    signature = authorization(recorded[-1], call.service)
    assert signature != authorization(recorded[-1], call.service, KEY + "x")
    recorded[-1].body += b" "
    assert wrong(recorded[-1], call) == ["authorization"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", type=Path, required=True, help="cargo's target folder")
    parser.add_argument("--services", type=Path, help="draw products from this folder of metadata instead of ours")
    parser.add_argument("--own", type=lambda text: text.split(","), help="of our own products only these: a,b")
    parser.add_argument("--products", type=int, default=20, help="how many")
    parser.add_argument("--all-sizes", action="store_true", help=f"also those of more than {draw.LARGEST} actions")
    args = parser.parse_args()
    if args.services and not args.services.is_dir():
        parser.error(f"{args.services} is no folder")
    return args


def subjects(args, xtask, work):
    """The descriptions' folder, the products' names and their crates."""
    if not args.services:
        names = args.own or sorted(path.name for path in (ROOT / "generated").iterdir() if (path / "Cargo.toml").exists())
        return ROOT / "spec/api", names, [ROOT / "generated" / name for name in names]
    names = draw.draw(args.services, args.products, args.all_sizes)
    api, crates = draw.prepare(xtask, args.services, names, work)
    return api, names, crates


def main():
    args = arguments()
    xtask, work = args.target / "debug/xtask", args.target / "conformance" / ("drawn" if args.services else "own")
    spec, names, crates = subjects(args, xtask, work)
    apis = list(descriptions(spec, names))
    documented = list(calls(apis))
    total = sum(len(api["actions"]) for api in apis)
    unreadable = sum(len(action["examples"]) for api in apis for action in api["actions"].values()) - len(documented)
    print(f"{len(names)} products, {total} actions, {len(documented)} documented calls; {unreadable} more cannot be read")
    misfits = [call for call in documented if call.corrected != call.parameters]
    print(f"of these, {len(misfits)} show a scalar of another type than the described one; the SDK is given the described")
    flags = ["--spec", str(spec), *(flag for name in names for flag in ("--product", name))]
    report = Report()
    upload(xtask)
    fine = official_to_mock(report, xtask, flags, apis, documented)
    fine &= ours_to_official(report, ours.build(crates, work, args.target), documented)
    print(f"{len(fine)} of {total} actions fine in both directions, {len(report.failures)} remarks")
    # Every action of our own products has a documented call; not every drawn one.
    is_whole = args.services or len(fine) == total
    sys.exit(0 if is_whole and not report.failures else 1)


if __name__ == "__main__":
    main()
