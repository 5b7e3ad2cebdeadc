"""System calls: the allow-list for a learner's process, and by ctypes the few calls that Python has no function for.

A call that is not on the list is refused. An entry is `name:x86_64:aarch64`, with a dash if the architecture does not
have the call.
"""

from __future__ import annotations

import ctypes
import os
import platform
from functools import cache
from types import MappingProxyType
from typing import Any

# Newer calls were unknown when the list was reviewed. They return ENOSYS, so that programs fall back to older ones.
LAST_REVIEWED = 462

_ALLOWED = """
read:0:63 write:1:64 readv:19:65 writev:20:66 pread64:17:67 pwrite64:18:68 preadv:295:69 pwritev:296:70
close:3:57 lseek:8:62 fstat:5:80 newfstatat:262:79 stat:4:- lstat:6:- statx:332:291 access:21:- faccessat:269:48
faccessat2:439:439 readlink:89:- readlinkat:267:78 getdents:78:- getdents64:217:61 getcwd:79:17 chdir:80:49
fchdir:81:50 dup:32:23 dup2:33:- dup3:292:24 flock:73:32 fsync:74:82 fdatasync:75:83 ftruncate:77:46
mkdir:83:- mkdirat:258:34 rmdir:84:- unlink:87:- unlinkat:263:35 rename:82:- renameat:264:38
renameat2:316:276 pipe:22:- pipe2:293:59 umask:95:166 fallocate:285:47 copy_file_range:326:285 sendfile:40:71
fadvise64:221:223 statfs:137:43 fstatfs:138:44
mmap:9:222 munmap:11:215 mprotect:10:226 mremap:25:216 madvise:28:233 brk:12:214 msync:26:227 mincore:27:232
mlock:149:228 munlock:150:229 membarrier:324:283 get_mempolicy:239:236
futex:202:98 set_robust_list:273:99 get_robust_list:274:100 set_tid_address:218:96 rseq:334:293 gettid:186:178
exit:60:93 exit_group:231:94 sched_yield:24:124 sched_getaffinity:204:123 sched_getparam:143:121
sched_getscheduler:145:120 sched_get_priority_max:146:125 sched_get_priority_min:147:126 arch_prctl:158:-
rt_sigaction:13:134 rt_sigprocmask:14:135 rt_sigreturn:15:139 sigaltstack:131:132 rt_sigpending:127:136
rt_sigtimedwait:128:137 rt_sigsuspend:130:133 pause:34:- alarm:37:- setitimer:38:103 getitimer:36:102
restart_syscall:219:128
clock_gettime:228:113 clock_getres:229:114 clock_nanosleep:230:115 nanosleep:35:101 gettimeofday:96:169
time:201:- times:100:153 getrusage:98:165
getpid:39:172 getppid:110:173 getuid:102:174 geteuid:107:175 getgid:104:176 getegid:108:177 getresuid:118:148
getresgid:120:150 getpgrp:111:- getpgid:121:155 getsid:124:156 getgroups:115:158 uname:63:160 sysinfo:99:179
getcpu:309:168 getrlimit:97:163 setrlimit:160:164 capget:125:90 getpriority:140:141
poll:7:- ppoll:271:73 select:23:- pselect6:270:72 epoll_create:213:- epoll_create1:291:20 epoll_ctl:233:21
epoll_wait:232:- epoll_pwait:281:22 eventfd2:290:19
getrandom:318:278
"""

# Landlock does not cover these. They return 0 and do nothing, so that `shutil.copy` still works.
_PRETENDED = """
chmod:90:- fchmod:91:52 fchmodat:268:53 chown:92:- fchown:93:55 lchown:94:- fchownat:260:54 utime:132:-
utimes:235:- futimesat:261:- utimensat:280:88 fchmodat2:452:452
"""

# Allowed with some arguments only: see `autograder.sandbox.seccomp`.
_SPECIAL = """
open:2:- openat:257:56 ioctl:16:29 fcntl:72:25 prctl:157:167 prlimit64:302:261 clone:56:220 kill:62:129
tgkill:234:131 clone3:435:435 openat2:437:437
"""

# For setting up the sandbox, before the filter is in place.
_SETUP = """
seccomp:317:277 close_range:436:436 capset:126:91 landlock_create_ruleset:444:444 landlock_add_rule:445:445
landlock_restrict_self:446:446
"""

ARCHITECTURES = MappingProxyType({"x86_64": 0xC000003E, "aarch64": 0xC00000B7})  # AUDIT_ARCH_*


@cache
def numbers(text: str, machine: str) -> dict[str, int]:
    """The numbers of one group on one architecture, by name."""
    column = 1 + tuple(ARCHITECTURES).index(machine)
    entries = [entry.split(":") for entry in text.split()]
    return {entry[0]: int(entry[column]) for entry in entries if entry[column] != "-"}


def allowed(machine: str) -> dict[str, int]:
    return numbers(_ALLOWED, machine)


def pretended(machine: str) -> dict[str, int]:
    return numbers(_PRETENDED, machine)


def special(machine: str) -> dict[str, int]:
    return numbers(_SPECIAL, machine)


def setup(machine: str) -> dict[str, int]:
    return numbers(_SETUP, machine)


_libc = ctypes.CDLL(None, use_errno=True)


@cache
def machine() -> str:
    """The name of this machine's architecture, a key of ARCHITECTURES. Raises OSError for any other."""
    name = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine())
    if name not in ARCHITECTURES:
        raise OSError(f"the system calls of {name} are not known")
    return name


def syscall(name: str, *args: Any) -> int:
    """Make one of the system calls in `setup`. Raises OSError."""
    result = int(_libc.syscall(_setup_numbers()[name], *args))
    if result < 0:
        raise _error(name)
    return result


@cache
def _setup_numbers() -> dict[str, ctypes.c_long]:
    return {name: ctypes.c_long(number) for name, number in setup(machine()).items()}


def prctl(option: int, *args: int) -> int:
    """Call prctl. Raises OSError."""
    values = [ctypes.c_ulong(value) for value in (*args, 0, 0, 0, 0)[:4]]
    result = int(_libc.prctl(option, *values))
    if result < 0:
        raise _error(f"prctl {option}")
    return result


def _error(what: str) -> OSError:
    code = ctypes.get_errno()
    return OSError(code, f"{what}: {os.strerror(code)}")
