// Written by scripts/make-built-in: one line a file.
#include "CBuiltIn.h"

static const unsigned char file_0[] = {
#embed "../../pricing/anthropic.yaml"
};
static const unsigned char file_1[] = {
#embed "../../pricing/default.yaml"
};
static const unsigned char file_2[] = {
#embed "../../pricing/rules/default.yaml"
};
static const unsigned char file_3[] = {
#embed "../../templates/report.html.mustache"
};
static const unsigned char file_4[] = {
#embed "../../templates/report.md.mustache"
};
static const unsigned char file_5[] = {
#embed "../../docs/report.schema.json"
};
static const unsigned char file_6[] = {
#embed "../../docs/report.xsd"
};

static const tariff_built_in_file files[] = {
  {"pricing/anthropic.yaml", file_0, sizeof file_0},
  {"pricing/default.yaml", file_1, sizeof file_1},
  {"pricing/rules/default.yaml", file_2, sizeof file_2},
  {"templates/report.html.mustache", file_3, sizeof file_3},
  {"templates/report.md.mustache", file_4, sizeof file_4},
  {"docs/report.schema.json", file_5, sizeof file_5},
  {"docs/report.xsd", file_6, sizeof file_6},
};

size_t tariff_built_in_count(void) { return sizeof files / sizeof *files; }
tariff_built_in_file tariff_built_in_at(size_t index) { return files[index]; }
