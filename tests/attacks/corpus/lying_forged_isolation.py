"""Lying: another claim about the isolation of this process, and a second opening frame."""

import os
import struct

for _head in (b'{"dict":[["isolation","none needed"]]}', b'{"dict":[["isolation","x"],["readable",[]],["error",null]]}'):
    os.write(3, struct.pack("<QQ", 8 + len(_head), len(_head)) + _head)


def sigmoid(z):
    return 0.5
