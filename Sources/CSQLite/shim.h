// SQLite; SQLITE_TRANSIENT is a cast that Swift cannot import. Debian builds SQLite with the preupdate hook, whose declarations stand
// behind a macro.
#ifndef GATE_CSQLITE_SHIM_H
#define GATE_CSQLITE_SHIM_H
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

static inline int gate_sqlite3_bind_text(sqlite3_stmt *statement, int index, const char *text, int length) {
    return sqlite3_bind_text(statement, index, text, length, SQLITE_TRANSIENT);
}
#endif
