// libxml2's pull reader. Debian's headers bring ICU's, whose enums clash with those of Foundation's own ICU: left out, nothing
// of it is used here.
#ifndef GATE_CLIBXML2_SHIM_H
#define GATE_CLIBXML2_SHIM_H
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#endif
