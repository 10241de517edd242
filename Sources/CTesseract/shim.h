// Tesseract's C API and Leptonica's pictures.
#ifndef GATE_CTESSERACT_SHIM_H
#define GATE_CTESSERACT_SHIM_H
#include <leptonica/allheaders.h>
#include <tesseract/capi.h>
#endif
