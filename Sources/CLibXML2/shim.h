#pragma once
#include <libxml/xmlversion.h>
// With ICU, libxml2's headers declare ICU's types again, which Foundation's headers declare too, in
// another version: no module could see both. Nothing of ours looks into an encoding handler, the one
// structure that they are for.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlwriter.h>

/// `xmlFree` is a global function pointer, which Swift 6 takes for shared mutable state.
static inline void tariff_xml_free(void *memory) { xmlFree(memory); }

/// Takes errors without printing them; a variadic function can't be written in Swift.
static inline void tariff_xml_ignore(void *context, const char *message, ...) {
  (void)message;
  if (context) ++*(int *)context;
}

/// Counts a schema validation's errors in `count`.
static inline void tariff_schema_count_errors(xmlSchemaValidCtxtPtr context, int *count) {
  xmlSchemaSetValidErrors(
    context, (xmlSchemaValidityErrorFunc)tariff_xml_ignore,
    (xmlSchemaValidityWarningFunc)tariff_xml_ignore, count);
}
