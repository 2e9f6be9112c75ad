"""Runs a command in a pseudo terminal and acts as this JSON list of steps says; prints what came of it as JSON.

    in-a-terminal.py FOLDER STEPS COMMAND...

Steps: ["wait", TEXT] for new output, ["send", KEYS], ["write", FILE, TEXT], ["signal", NUMBER], ["mode"] notes whether lines are read as
a whole (as a shell wants it), ["end"] waits for the end. Nothing but output and the end is ever waited for.
"""
import fcntl
import json
import os
import select
import sys
import termios

folder, steps, command = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3:]
terminal, inside = os.openpty()
pid = os.fork()
if pid == 0:
    os.setsid()
    fcntl.ioctl(inside, termios.TIOCSCTTY, 0)
    for stream in range(3):
        os.dup2(inside, stream)
    os.chdir(folder)
    os.execvp(command[0], command)

output, seen, modes = b"", 0, []


def read():
    global output
    if select.select([terminal], [], [], 0.05)[0]:
        output += os.read(terminal, 65536)


def line_mode():
    return bool(termios.tcgetattr(inside)[3] & termios.ICANON)


status = None
for step, *of in steps:
    if step == "wait":
        text = of[0].encode()
        while text not in output[seen:]:
            read()
        seen = output.index(text, seen) + len(text)
    elif step == "send":
        os.write(terminal, of[0].encode())
    elif step == "write":
        with open(os.path.join(folder, of[0]), "w") as file:
            file.write(of[1])
    elif step == "signal":
        os.kill(pid, of[0])
    elif step == "mode":
        modes.append(line_mode())
    elif step == "end":
        while status is None:
            read()
            ended, code = os.waitpid(pid, os.WNOHANG)
            status = code if ended else None
        while select.select([terminal], [], [], 0)[0]:
            read()
        modes.append(line_mode())
signal = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else None
print(json.dumps({"output": output.decode(), "modes": modes, "code": code, "signal": signal}))
