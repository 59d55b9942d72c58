"""Documented calls with the official SDK."""

import base64
import binascii
import importlib
import json

from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.credential import Credential
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile

SECRET_ID, KEY, REGION = "AKIDmock", "mock-secret-key", "ap-guangzhou"


def settings(address, method, token, key):
    profile = ClientProfile(httpProfile=HttpProfile(protocol="http", endpoint=address, reqMethod=method))
    return Credential(SECRET_ID, key, token), REGION, profile


def client(address, service, version, method="POST", token=None, key=KEY):
    """The client that takes any action."""
    return CommonClient(service, version, *settings(address, method, token, key))


def raw(text):
    """What a binary member's text stands for; texts that are no base64 are sent as they are."""
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return text.encode()


def send(caller, call):
    """A documented call as its action wants it; returns the response."""
    options = {"SkipSign": call.action.get("unsigned", False)}
    parameters = dict(call.corrected)
    if call.action.get("body") == "multipart":
        binary = [it["name"] for it in call.action["input"] if it["type"] == "Binary" and it["name"] in parameters]
        parameters |= {name: raw(parameters[name]) for name in binary}
        options |= {"IsMultipart": True, "BinaryParams": binary}
    return json.loads(caller.call(call.name, parameters, options))["Response"]


def types(call):
    """The SDK's own client and request types of an action; nothing if its package is not installed or has no such action."""
    package = f"tencentcloud.{call.service}.v{call.version.replace('-', '')}"
    try:
        models = importlib.import_module(f"{package}.models")
        module = importlib.import_module(f"{package}.{call.service}_client")
    except ModuleNotFoundError:
        return None
    clients = {name.lower(): value for name, value in vars(module).items()}
    request, caller = getattr(models, f"{call.name}Request", None), clients[f"{call.service}client"]
    return (caller, request) if request and hasattr(caller, call.name) else None


def typed(address, call):
    """Sends a call with the SDK's own types, which must be there."""
    caller, kind = types(call)
    request = kind()
    request.from_json_string(json.dumps(call.corrected))
    return getattr(caller(*settings(address, "POST", None, KEY)), call.name)(request)
