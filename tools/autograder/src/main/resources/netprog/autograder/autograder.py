#!/usr/bin/env python3
"""Classroom 50 runs this in the checkout of a student: it grades the visible tests, and writes ./result.json.

Status 0: graded, however low. Any other: the grader itself failed, and there is no result.
"""
import json
import os
import subprocess
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHECKOUT = Path.cwd()
RESULT = CHECKOUT / "result.json"
OPTIONS = [@OPTIONS@]


def value(*names):
    """Returns what the runner has set; of several names, the first that is set."""
    for name in names:
        if os.environ.get(name):
            return os.environ[name]
    sys.exit(@NO_VALUE@.format(names[0]))


def run(command, **more):
    try:
        return subprocess.run(command, **more)
    except OSError as e:
        sys.exit(@NO_PROGRAM@.format(command[0], e.strerror))


def commit_time():
    """Returns when the commit was made: the same when it is graded again."""
    command = ["git", "-c", "core.fsmonitor=false", "show", "--no-patch", "--format=%ct", "HEAD"]
    show = run(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    if show.returncode != 0:
        sys.exit(@NO_COMMIT@.format(CHECKOUT))
    return datetime.fromtimestamp(int(show.stdout), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def graded(out):
    """Returns the tests as the grader reports them."""
    # Not started in the checkout: no program takes a file of a student's for its settings.
    grade = run(
        ["java", "-Duser.language=@LANGUAGE@", f"-Dnetprog.top={HERE}",
         f"-Dnetprog.jar.week04-login-assignment={HERE / 'week04-login-assignment.jar'}",
         "-jar", str(HERE / "netprog-grader.jar"), "grade", str(CHECKOUT), "--visible", "--jobs", "1",
         "--format", "gradescope", "--out", out, *OPTIONS],
        cwd=out, env={**os.environ, "LC_ALL": "C.UTF-8"})
    if grade.returncode != 0:
        sys.exit(grade.returncode)
    (results,) = Path(out).glob("*/results.json")
    return json.loads(results.read_text(encoding="utf-8"))["tests"]


def main():
    RESULT.unlink(missing_ok=True)  # one that a student has committed
    result = {
        "schema": "classroom50/result/v1",
        "classroom": value("CLASSROOM"),
        "assignment": value("ASSIGNMENT"),
        "assignment_type": os.environ.get("MODE") or "individual",
        "owner": value("OWNER", "USERNAME"),
        "submission": value("SUBMISSION_TAG"),
        "commit": value("COMMIT_URL"),
        "release": value("RELEASE_URL"),
        "review": value("REVIEW_URL", "COMMIT_URL"),
        "datetime": commit_time(),
    }
    with tempfile.TemporaryDirectory() as out:
        tests = [
            {"test-name": test["name"], "passed": test["status"] == "passed", "score": test["score"],
             "max-score": test["max_score"], "output": test["output"], "sandbox": "--unsafe" not in OPTIONS}
            for test in graded(out)
        ]
    result["score"] = sum(test["score"] for test in tests)
    result["max-score"] = sum(test["max-score"] for test in tests)
    result["tests"] = tests
    RESULT.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


main()
