"""The official SDK calls the mock: each documented example by POST and GET, with a token, and a form with a file."""

import argparse
import json
import subprocess
from contextlib import contextmanager
from pathlib import Path

from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile

ROOT = Path(__file__).resolve().parent.parent
BATCH = json.loads((ROOT / "spec/api/batch/2017-03-12.json").read_text())


@contextmanager
def mock(binary, *flags):
    """A mock on a free port; gives its address."""
    process = subprocess.Popen([binary, "mock", "--port", "0", *flags], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        yield process.stdout.readline().split("http://")[1].split(";")[0]
    finally:
        process.terminate()
        process.wait()


def client(address, service, version, method="POST", token=None, key="mock-secret-key"):
    http = HttpProfile(protocol="http", endpoint=address, reqMethod=method)
    profile = ClientProfile(httpProfile=http)
    return CommonClient(service, version, Credential("AKIDmock", key, token), "ap-guangzhou", profile)


def examples():
    for name, action in BATCH["actions"].items():
        for example in action.get("examples", []):
            yield name, example.get("input", {})


def call_all(address, method, token=None):
    caller = client(address, "batch", BATCH["version"], method, token)
    answered = set()
    for name, parameters in examples():
        assert caller.call_json(name, parameters)["Response"]["RequestId"], name
        answered.add(name)
    missing = set(BATCH["actions"]) - answered
    assert not missing, f"no documented example: {sorted(missing)}"
    print(f"{method}{' with a token' if token else ''}: {len(list(examples()))} calls, {len(answered)} actions answered")


def refused(address, code, **changes):
    try:
        client(address, "batch", BATCH["version"], **changes).call_json("DescribeJobs", {})
    except TencentCloudSDKException as error:
        assert error.code == code, error.code
        return
    raise AssertionError(f"{changes} was not refused")


def upload(address):
    caller = client(address, "lab", "2020-01-01")
    parameters = {"File": b"\x00\x01\xffbin", "Tags": ["a", "b"], "Name": "n"}
    answer = json.loads(caller.call("UploadSample", parameters, {"IsMultipart": True, "BinaryParams": ["File"]}))
    assert answer["Response"]["RequestId"]
    print("POST of a form: answered")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", required=True)
    xtask = str(Path(parser.parse_args().bin) / "xtask")
    with mock(xtask, "--product", "batch") as address:
        call_all(address, "POST")
        call_all(address, "GET")
        refused(address, "AuthFailure.SignatureFailure", key="another")
    with mock(xtask, "--product", "batch", "--token", "a-token") as address:
        call_all(address, "POST", "a-token")
        refused(address, "AuthFailure.TokenFailure", token="another")
    with mock(xtask, "--spec", "conformance/spec") as address:
        upload(address)


if __name__ == "__main__":
    main()
