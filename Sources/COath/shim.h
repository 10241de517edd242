// liboath: one-time codes (RFC 6238).
#ifndef GATE_COATH_SHIM_H
#define GATE_COATH_SHIM_H
#include <liboath/oath.h>
#endif
