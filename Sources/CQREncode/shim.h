// libqrencode: QR codes of passes.
#ifndef GATE_CQRENCODE_SHIM_H
#define GATE_CQRENCODE_SHIM_H
#include <qrencode.h>
#endif
