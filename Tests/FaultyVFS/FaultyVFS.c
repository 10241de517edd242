#include "FaultyVFS.h"

#include <pthread.h>
#include <sqlite3.h>
#include <string.h>

static sqlite3_vfs *real;
static sqlite3_vfs faulty;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
    char folder[512];
    int kinds, code;
    long countdown, length, calls, refused;
} plan;

typedef struct {
    sqlite3_file base;
    int isOurs;
    sqlite3_file *file;   // behind this struct
} FaultyFile;

static int refuse(int isOurs, int kind) {
    int code = SQLITE_OK;
    pthread_mutex_lock(&lock);
    if (isOurs && (plan.kinds & kind)) {
        plan.calls += 1;
        if (plan.countdown > 0 && plan.calls >= plan.countdown
            && (plan.length < 0 || plan.calls < plan.countdown + plan.length)) {
            plan.refused += 1;
            code = plan.code;
        }
    }
    pthread_mutex_unlock(&lock);
    return code;
}

static sqlite3_file *below(sqlite3_file *file) { return ((FaultyFile *)file)->file; }
static int ours(sqlite3_file *file) { return ((FaultyFile *)file)->isOurs; }

static int xClose(sqlite3_file *f) { return below(f)->pMethods->xClose(below(f)); }
static int xRead(sqlite3_file *f, void *bytes, int count, sqlite3_int64 at) {
    int code = refuse(ours(f), FAULTY_READS);
    return code ? code : below(f)->pMethods->xRead(below(f), bytes, count, at);
}
static int xWrite(sqlite3_file *f, const void *bytes, int count, sqlite3_int64 at) {
    int code = refuse(ours(f), FAULTY_WRITES);
    if (code) {
        below(f)->pMethods->xWrite(below(f), bytes, count / 2, at);
        return code;
    }
    return below(f)->pMethods->xWrite(below(f), bytes, count, at);
}
static int xTruncate(sqlite3_file *f, sqlite3_int64 size) {
    int code = refuse(ours(f), FAULTY_WRITES);
    return code ? code : below(f)->pMethods->xTruncate(below(f), size);
}
static int xSync(sqlite3_file *f, int flags) {
    int code = refuse(ours(f), FAULTY_SYNCS);
    return code ? code : below(f)->pMethods->xSync(below(f), flags);
}
static int xFileSize(sqlite3_file *f, sqlite3_int64 *size) { return below(f)->pMethods->xFileSize(below(f), size); }
static int xLock(sqlite3_file *f, int level) { return below(f)->pMethods->xLock(below(f), level); }
static int xUnlock(sqlite3_file *f, int level) { return below(f)->pMethods->xUnlock(below(f), level); }
static int xCheckReservedLock(sqlite3_file *f, int *held) { return below(f)->pMethods->xCheckReservedLock(below(f), held); }
static int xFileControl(sqlite3_file *f, int op, void *arg) { return below(f)->pMethods->xFileControl(below(f), op, arg); }
static int xSectorSize(sqlite3_file *f) { return below(f)->pMethods->xSectorSize(below(f)); }
static int xDeviceCharacteristics(sqlite3_file *f) { return below(f)->pMethods->xDeviceCharacteristics(below(f)); }
static int xShmMap(sqlite3_file *f, int page, int size, int extend, void volatile **memory) {
    int code = extend ? refuse(ours(f), FAULTY_WRITES) : SQLITE_OK;
    return code ? code : below(f)->pMethods->xShmMap(below(f), page, size, extend, memory);
}
static int xShmLock(sqlite3_file *f, int offset, int n, int flags) { return below(f)->pMethods->xShmLock(below(f), offset, n, flags); }
static void xShmBarrier(sqlite3_file *f) { below(f)->pMethods->xShmBarrier(below(f)); }
static int xShmUnmap(sqlite3_file *f, int remove) { return below(f)->pMethods->xShmUnmap(below(f), remove); }

static const sqlite3_io_methods methods = {
    2, xClose, xRead, xWrite, xTruncate, xSync, xFileSize, xLock, xUnlock, xCheckReservedLock, xFileControl, xSectorSize,
    xDeviceCharacteristics, xShmMap, xShmLock, xShmBarrier, xShmUnmap, 0, 0,
};

static int isPlanned(const char *path) {
    return path && plan.folder[0] && !strncmp(path, plan.folder, strlen(plan.folder));
}

static int vfsOpen(sqlite3_vfs *vfs, const char *path, sqlite3_file *f, int flags, int *out) {
    FaultyFile *file = (FaultyFile *)f;
    (void)vfs;
    file->base.pMethods = 0;
    file->isOurs = isPlanned(path);
    file->file = (sqlite3_file *)(file + 1);
    int code = refuse(file->isOurs, FAULTY_OPENS);
    if (!code) code = real->xOpen(real, path, file->file, flags, out);
    if (!code) file->base.pMethods = &methods;
    return code;
}

static int vfsDelete(sqlite3_vfs *vfs, const char *path, int sync) {
    (void)vfs;
    int code = refuse(isPlanned(path), FAULTY_OPENS);
    return code ? code : real->xDelete(real, path, sync);
}

int faulty_vfs_install(void) {
    if (real) return SQLITE_OK;
    real = sqlite3_vfs_find(0);
    if (!real) return SQLITE_ERROR;
    faulty = *real;
    faulty.zName = "faulty";
    faulty.szOsFile = (int)sizeof(FaultyFile) + real->szOsFile;
    faulty.xOpen = vfsOpen;
    faulty.xDelete = vfsDelete;
    return sqlite3_vfs_register(&faulty, 1);
}

void faulty_vfs_plan(const char *folder, int kinds, long countdown, long length, int code) {
    pthread_mutex_lock(&lock);
    strncpy(plan.folder, folder, sizeof plan.folder - 1);
    plan.kinds = kinds;
    plan.code = code;
    plan.countdown = countdown;
    plan.length = length;
    plan.calls = plan.refused = 0;
    pthread_mutex_unlock(&lock);
}

long faulty_vfs_calls(void) { return plan.calls; }
long faulty_vfs_refused(void) { return plan.refused; }
