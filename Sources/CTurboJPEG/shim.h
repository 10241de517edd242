// JPEG encoding for evidence.
#ifndef GATE_CTURBOJPEG_SHIM_H
#define GATE_CTURBOJPEG_SHIM_H
#include <turbojpeg.h>
#endif
