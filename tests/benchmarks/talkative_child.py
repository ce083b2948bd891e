"""A child for the tests of benchmarks.child: it chatters, works for a while, then answers or fails."""

import sys
import time

from benchmarks.child import answer_request


def work(request):
    print("chatter on standard output", flush=True)
    while time.process_time() < request["cpu_seconds"]:
        pass
    if request["fail"]:
        print("first complaint", file=sys.stderr)
        sys.exit("last complaint")
    return {"got": request["text"]}


if __name__ == "__main__":
    answer_request(work)
