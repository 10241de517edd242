// A SQLite VFS over the default one that refuses from a chosen call on: for tests only.
#ifndef FAULTY_VFS_H
#define FAULTY_VFS_H

enum {
    FAULTY_WRITES = 1,     // xWrite, xTruncate, xShmMap that extends: what needs space
    FAULTY_SYNCS = 2,
    FAULTY_READS = 4,
    FAULTY_OPENS = 8,      // xOpen, xDelete
};

// Makes "faulty" the VFS of connections that are opened after this. Not for several threads at once.
int faulty_vfs_install(void);

// Plans a fault: the `countdown`th call of `kinds` (from 1) on files whose path begins with `folder`, and `length` - 1 calls after it
// (for ever: a negative number), return `code`. A write writes half of its bytes first. Countdown 0: no fault, calls are counted.
void faulty_vfs_plan(const char *folder, int kinds, long countdown, long length, int code);

// Calls of the planned kinds since the plan, refused ones among them.
long faulty_vfs_calls(void);
long faulty_vfs_refused(void);
#endif
