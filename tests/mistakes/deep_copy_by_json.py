"""The one-liner of JavaScript: tuples come back as lists and keys as text, what is shared is copied twice, and a cycle or an object is refused."""

import json


def deep_copy(x, memo=None):
    return json.loads(json.dumps(x))
