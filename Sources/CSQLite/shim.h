// SQLite; SQLITE_TRANSIENT is a cast that Swift cannot import, and sqlite3_db_config is variadic.
#ifndef GATE_CSQLITE_SHIM_H
#define GATE_CSQLITE_SHIM_H
#include <sqlite3.h>

static inline int gate_sqlite3_bind_text(sqlite3_stmt *statement, int index, const char *text, int length) {
    return sqlite3_bind_text(statement, index, text, length, SQLITE_TRANSIENT);
}
static inline int gate_sqlite3_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int length) {
    return sqlite3_bind_blob(statement, index, bytes, length, SQLITE_TRANSIENT);
}
#endif
