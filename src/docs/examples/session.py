import json
import urllib.error
import urllib.request
from datetime import date

# tokens


def call(token, method, path, body=None, headers={}):
    headers = {"X-Api-Key": token, "Content-Type": "application/json", **headers}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request("http://127.0.0.1:8080" + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        raise SystemExit(error.read().decode())
