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
#embed "../../templates/finance.html.mustache"
};
static const unsigned char file_4[] = {
#embed "../../templates/init/contract.yaml"
};
static const unsigned char file_5[] = {
#embed "../../templates/init/tariff.yaml"
};
static const unsigned char file_6[] = {
#embed "../../templates/junit.xml.mustache"
};
static const unsigned char file_7[] = {
#embed "../../templates/pr-comment.md.mustache"
};
static const unsigned char file_8[] = {
#embed "../../templates/report.html.mustache"
};
static const unsigned char file_9[] = {
#embed "../../templates/report.md.mustache"
};
static const unsigned char file_10[] = {
#embed "../../templates/weekly.md.mustache"
};
static const unsigned char file_11[] = {
#embed "../../docs/report.schema.json"
};
static const unsigned char file_12[] = {
#embed "../../docs/report.xsd"
};

static const tariff_built_in_file files[] = {
  {"pricing/anthropic.yaml", file_0, sizeof file_0},
  {"pricing/default.yaml", file_1, sizeof file_1},
  {"pricing/rules/default.yaml", file_2, sizeof file_2},
  {"templates/finance.html.mustache", file_3, sizeof file_3},
  {"templates/init/contract.yaml", file_4, sizeof file_4},
  {"templates/init/tariff.yaml", file_5, sizeof file_5},
  {"templates/junit.xml.mustache", file_6, sizeof file_6},
  {"templates/pr-comment.md.mustache", file_7, sizeof file_7},
  {"templates/report.html.mustache", file_8, sizeof file_8},
  {"templates/report.md.mustache", file_9, sizeof file_9},
  {"templates/weekly.md.mustache", file_10, sizeof file_10},
  {"docs/report.schema.json", file_11, sizeof file_11},
  {"docs/report.xsd", file_12, sizeof file_12},
};

size_t tariff_built_in_count(void) { return sizeof files / sizeof *files; }
tariff_built_in_file tariff_built_in_at(size_t index) { return files[index]; }
