// libxml2's pull reader. Debian's headers bring ICU's, whose enums clash with those of Foundation's own ICU: left out, nothing
// of it is used here.
#ifndef GATE_CLIBXML2_SHIM_H
#define GATE_CLIBXML2_SHIM_H
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/xmlreader.h>

// What goes wrong below a reader, as in an encoding, libxml2 would print itself. A shim because its handler is variadic.
static inline void gate_xml_say_nothing(void *context, const char *message, ...) {
    (void)context;
    (void)message;
}
// For the calling thread.
static inline void gate_xml_silence(void) { xmlSetGenericErrorFunc(NULL, gate_xml_say_nothing); }
#endif
