"""Deleting empties the slot, as one would expect; but an empty slot ends every search, so the keys
that collided and went behind it are lost."""

from collections.abc import MutableMapping


class HashTable(MutableMapping):
    def __init__(self, items=(), /, **named):
        self.clear()
        self.update(items, **named)

    @classmethod
    def fromkeys(cls, keys, value=None):
        return cls((key, value) for key in keys)

    def clear(self):
        self.lay_out(8, [])

    def copy(self):
        twin = HashTable()
        twin.lay_out(len(self.slots), [entry[:] for entry in self.entries if entry])
        return twin

    def lay_out(self, size, entries):
        self.slots, self.entries = [None] * size, []
        self.used = self.filled = 0
        for entry in entries:
            self.append(entry)

    def path(self, hashed):
        mask, perturb = len(self.slots) - 1, hashed % 2**64
        slot = perturb & mask
        while True:
            yield slot
            perturb >>= 5
            slot = (5 * slot + perturb + 1) & mask

    def find(self, key, hashed):
        for slot in self.path(hashed):
            entry = self.slots[slot]
            if entry is None:
                return None
            if entry and entry[0] == hashed and (entry[1] is key or entry[1] == key):
                return entry

    def append(self, entry):
        if self.filled == len(self.slots) * 2 // 3:
            size = 8
            while size <= 3 * self.used:
                size *= 2
            self.lay_out(size, [entry for entry in self.entries if entry])
        slot = next(slot for slot in self.path(entry[0]) if self.slots[slot] is None)
        self.slots[slot] = entry
        self.entries.append(entry)
        self.used += 1
        self.filled += 1

    def __setitem__(self, key, value):
        hashed = hash(key)
        entry = self.find(key, hashed)
        if entry:
            entry[2] = value
        else:
            self.append([hashed, key, value])

    def __getitem__(self, key):
        entry = self.find(key, hash(key))
        if not entry:
            raise KeyError(key)
        return entry[2]

    def __delitem__(self, key):
        entry = self.find(key, hash(key))
        if not entry:
            raise KeyError(key)
        self.remove(entry)

    def remove(self, entry):
        slot = next(slot for slot in self.path(entry[0]) if self.slots[slot] is entry)
        self.slots[slot] = None
        entry.clear()
        self.used -= 1
        self.filled -= 1

    def popitem(self):
        while self.entries and not self.entries[-1]:
            self.entries.pop()
        if not self.entries:
            raise KeyError("empty")
        _, key, value = self.entries[-1]
        self.remove(self.entries[-1])
        return key, value

    def probes(self, key):
        found = self.find(key, hash(key))
        path = enumerate(self.path(hash(key)), 1)
        return next(count for count, slot in path if self.slots[slot] is found)

    def __len__(self):
        return self.used

    def __iter__(self):
        return self.walk(self.entries)

    def __reversed__(self):
        return self.walk(reversed(self.entries))

    def walk(self, entries):
        size = self.used
        for entry in entries:
            if entry:
                yield entry[1]
            if self.used != size:
                raise RuntimeError("changed size during iteration")

    def __repr__(self):
        return "{" + ", ".join(f"{key!r}: {self[key]!r}" for key in self) + "}"
