"""The exit codes of the command line.

==== ===========================================================
code meaning
==== ===========================================================
0    done; every claim holds or cannot be told here
1    a claim fails, or a reader's answer is not solved yet
2    the command line or the reader's input is wrong
3    an extra is missing, or the answer is not written yet
4    a service cannot start
70   a defect of ours; a log was written
74   the output cannot be written
128+ ended by a signal: 130 Ctrl-C, 143 SIGTERM, 129 SIGHUP, 141 a reader that has gone
==== ===========================================================
"""

from signal import SIGINT, SIGPIPE

HOLDS, FAILS, WRONG, MISSING, NO_SERVICE, DEFECT, NO_OUTPUT = 0, 1, 2, 3, 4, 70, 74
GONE = 128 + SIGPIPE
INTERRUPTED = 128 + SIGINT
