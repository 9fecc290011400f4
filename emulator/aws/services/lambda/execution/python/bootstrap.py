"""The main file of a Python function's process: loads the handler, then takes one invocation after the other from the
Runtime API. Messages, log lines and error documents are those of AWS's Python runtimes (awslambdaric 3)."""

import safelight_time

import http.client
import importlib
import json
import logging
import os
import sys
import time
import traceback

API = os.environ["AWS_LAMBDA_RUNTIME_API"]
OFFSET = "Safelight-Clock-Offset-Ms"
RUNTIME = "/2018-06-01/runtime"


class Context:
    def __init__(self, headers):
        env = os.environ
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = env["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = env["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = env["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = env["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.identity = None
        client_context = headers.get("Lambda-Runtime-Client-Context")
        self.client_context = json.loads(client_context) if client_context else None
        self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))


class RequestIdFilter(logging.Filter):
    request_id = ""

    def filter(self, record):
        record.aws_request_id = self.request_id
        return True


def install_logging():
    """The handler that AWS puts on the root logger."""
    request_ids = RequestIdFilter()
    handler = logging.StreamHandler(sys.stdout)
    layout = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s"
    formatter = logging.Formatter(layout, "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    handler.addFilter(request_ids)
    logging.getLogger().addHandler(handler)
    return request_ids


def post(connection, path, body, headers=None):
    connection.request("POST", RUNTIME + path, body, {"Content-Type": "application/json", **(headers or {})})
    connection.getresponse().read()


def error_document(error, request_id=None):
    kind = type(error)
    name = kind.__name__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename != __file__]
    document = {
        "errorMessage": str(error),
        "errorType": getattr(error, "lambda_error_type", name.rsplit(".", 1)[-1]),
        "requestId": request_id,
        "stackTrace": traceback.format_list(own),
    }
    return {key: value for key, value in document.items() if value is not None}


def log_error(document):
    trace = "".join(document["stackTrace"]).rstrip()
    print(f"[ERROR] {document['errorType']}: {document['errorMessage']}", flush=True)
    if trace:
        print("Traceback (most recent call last):\n" + trace, flush=True)


class HandlerError(Exception):
    def __init__(self, kind, message):
        super().__init__(message)
        self.lambda_error_type = f"Runtime.{kind}"


def load_handler(name):
    module_name, dot, function_name = name.rpartition(".")
    if not dot:
        raise HandlerError("MalformedHandlerName", f"Bad handler '{name}': not enough values to unpack (expected 2, got 1)")
    module_name = module_name.replace("/", ".")
    try:
        module = importlib.import_module(module_name)
    except ImportError as error:
        raise HandlerError("ImportModuleError", f"Unable to import module '{module_name}': {error}") from None
    except SyntaxError as error:
        raise HandlerError("UserCodeSyntaxError", f"Syntax error in module '{module_name}': {error}") from None
    if not hasattr(module, function_name):
        message = f"Handler '{function_name}' missing on module '{module_name}'"
        raise HandlerError("HandlerNotFound", message)
    return getattr(module, function_name)


def encode(result):
    try:
        return json.dumps(result, ensure_ascii=False).encode()
    except (TypeError, ValueError) as error:
        raise HandlerError("MarshalError", f"Unable to marshal response: {error}") from None


def run(connection, handler, request_ids):
    connection.request("GET", RUNTIME + "/invocation/next")
    response = connection.getresponse()
    headers, event = response.headers, json.loads(response.read())
    safelight_time.set_offset(int(headers[OFFSET]))
    context = Context(headers)
    request_ids.request_id = context.aws_request_id
    os.environ["_X_AMZN_TRACE_ID"] = headers.get("Lambda-Runtime-Trace-Id", "")
    path = f"/invocation/{context.aws_request_id}"
    try:
        body = encode(handler(event, context))
    except Exception as error:
        document = error_document(error, context.aws_request_id)
        log_error(document)
        sys.stdout.flush()
        kind = {"Lambda-Runtime-Function-Error-Type": document["errorType"]}
        post(connection, path + "/error", json.dumps(document), kind)
        return
    sys.stdout.flush()
    sys.stderr.flush()
    post(connection, path + "/response", body)


def main():
    root = os.environ["LAMBDA_TASK_ROOT"]
    sys.path[0] = root
    safelight_time.install()
    safelight_time.set_offset(int(os.environ.pop("SAFELIGHT_CLOCK_OFFSET_MS")))
    connection = http.client.HTTPConnection(API)
    request_ids = install_logging()
    try:
        handler = load_handler(os.environ["_HANDLER"])
    except BaseException as error:
        document = error_document(error)
        log_error(document)
        sys.stdout.flush()
        kind = {"Lambda-Runtime-Function-Error-Type": document["errorType"]}
        post(connection, "/init/error", json.dumps(document), kind)
        sys.exit(1)
    while True:
        run(connection, handler, request_ids)


main()
