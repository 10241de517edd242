// zlib: status lists of passes, and PNG files.
#ifndef GATE_CZLIB_SHIM_H
#define GATE_CZLIB_SHIM_H
#include <zlib.h>
#endif
