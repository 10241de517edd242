// libsodium: SHA-256 and HMAC.
#ifndef GATE_CSODIUM_SHIM_H
#define GATE_CSODIUM_SHIM_H
#include <sodium.h>
#endif
