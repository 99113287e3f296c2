"""Says anything to a running service that its OpenAPI document allows, and much that it does not.

Reads {"document", "how", "seed", "callers": [{"name", "headers"}]}; answers, for each caller, how
many requests were made and every failure of any check, as Schemathesis words it.
"""

import json
import os
import subprocess
import sys
import tempfile

RUN = "import sys; from schemathesis.cli import schemathesis; sys.exit(schemathesis())"


# A request that fits its schema may still be refused for what it means: a key that signed nothing, a
# link that is over. Whatever the answer is, it must be documented, which another check sees to.
SETTINGS = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "401", "403", "404", "409", "410", "422", "429", "503"]
"""


def run(question, caller, folder):
    report = os.path.join(folder, caller["name"] + ".json")
    command = [sys.executable, "-I", "-B", "-c", RUN, "run", question["document"]]
    # One worker: several make Python 3.11 stumble over its own parser now and then.
    command += ["--checks", "all", "--workers", "1", "--seed", str(question["seed"])]
    command += question["how"]
    command += ["--continue-on-failure", "--request-timeout", "30", "--no-color", "--warnings", "off"]
    command += ["--generation-database", "none", "--suppress-health-check", "all"]
    command += ["--report", "json", "--report-json-path", report]
    for name, value in caller["headers"].items():
        command += ["--header", name + ":" + value]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return {
        "caller": caller["name"],
        "status": done.returncode,
        "report": json.load(open(report)) if os.path.exists(report) else None,
        "said": done.stdout[-20000:] + done.stderr[-4000:],
    }


def main():
    question = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "schemathesis.toml"), "w") as settings:
            settings.write(SETTINGS)
        json.dump([run(question, caller, folder) for caller in question["callers"]], sys.stdout)


main()
