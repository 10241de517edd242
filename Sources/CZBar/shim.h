// libzbar: QR codes in grey pictures. A shim because zbar_fourcc is a macro.
#ifndef GATE_CZBAR_SHIM_H
#define GATE_CZBAR_SHIM_H
#include <zbar.h>
static inline unsigned long gate_zbar_y800(void) { return zbar_fourcc('Y', '8', '0', '0'); }
#endif
