#!/usr/bin/env python3
"""Classroom 50's autograder for chronograde: put this file and course/ into CLASSROOM/autograders/ASSIGNMENT/.

course/ holds exercises/, solutions/, package.json and package-lock.json; the assignment has the name of the exercise (or the variable
CHRONOGRADE_EXERCISE says another one), and its runtime block asks for Node: {"node": "22"}. The runner calls this in the learner's
checkout and wants a result.json there; when it ends with anything but 0, the runner publishes an error and no score.
"""

import os
import pathlib
import shlex
import subprocess
import sys


def main() -> int:
    checkout = pathlib.Path.cwd().resolve()
    bundle = pathlib.Path(os.environ.get("CLASSROOM50_BUNDLE_DIR") or pathlib.Path(__file__).parent).resolve()
    course = bundle / "course"
    exercise = os.environ.get("CHRONOGRADE_EXERCISE") or os.environ["ASSIGNMENT"]
    result, page = checkout / "result.json", checkout / "release-body.md"
    for file in (result, page):
        # Of an earlier run, or a link of the learner's.
        if os.path.lexists(file):
            file.unlink()

    command = shlex.split(os.environ.get("CHRONOGRADE", "")) or install(course)
    status = subprocess.run(
        [*command, "grade", str(handed_in(checkout, exercise)), "--exercise", exercise, "--course", str(course)]
        + ["--no-cache", "--format", "github", "--format", f"classroom50={result}"],
        # The page of the release is what a workflow's own page would be; the step's outputs are the runner's to write.
        env={**os.environ, "GITHUB_STEP_SUMMARY": str(page), "GITHUB_OUTPUT": ""},
        check=False,
    ).returncode
    if status <= 1:
        return 0
    # Not graded, through no fault of the learner's: no score at all.
    for file in (result, page):
        file.unlink(missing_ok=True)
    return status


def handed_in(checkout: pathlib.Path, exercise: str) -> pathlib.Path:
    """The exercise's folder in a clone of the course, or else the checkout. No link is followed: it might lead to the solution."""
    inside = checkout / "exercises" / exercise
    return inside if inside.is_dir() and inside.resolve() == inside else checkout


def install(course: pathlib.Path) -> list[str]:
    """What the lockfile says, and no package's own script. Never in the checkout: npm would read the learner's .npmrc."""
    if not (course / "package-lock.json").is_file():
        sys.exit("course/package-lock.json is missing in the bundle: it says which chronograde is installed.")
    subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"], cwd=course, check=True, stdout=sys.stderr
    )
    return [str(course / "node_modules" / ".bin" / "chronograde")]


if __name__ == "__main__":
    sys.exit(main())
