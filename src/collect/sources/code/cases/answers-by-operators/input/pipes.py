import subprocess


class Pipe:
    def __sub__(self, command):
        subprocess.run(command, shell=True)

    __add__ = __gt__ = __lt__ = __xor__ = __rand__ = __isub__ = __contains__ = __getitem__ = __sub__


pipe = Pipe()
