// Written by scripts/make-built-in: one line a file.
#include "CBuiltIn.h"

static const unsigned char file_0[] = {
#embed "../../pricing/anthropic.yaml"
};
static const unsigned char file_1[] = {
#embed "../../pricing/azure.yaml"
};
static const unsigned char file_2[] = {
#embed "../../pricing/bedrock.yaml"
};
static const unsigned char file_3[] = {
#embed "../../pricing/cerebras.yaml"
};
static const unsigned char file_4[] = {
#embed "../../pricing/cohere.yaml"
};
static const unsigned char file_5[] = {
#embed "../../pricing/deepseek.yaml"
};
static const unsigned char file_6[] = {
#embed "../../pricing/default.yaml"
};
static const unsigned char file_7[] = {
#embed "../../pricing/fireworks.yaml"
};
static const unsigned char file_8[] = {
#embed "../../pricing/google.yaml"
};
static const unsigned char file_9[] = {
#embed "../../pricing/groq.yaml"
};
static const unsigned char file_10[] = {
#embed "../../pricing/meta.yaml"
};
static const unsigned char file_11[] = {
#embed "../../pricing/minimax.yaml"
};
static const unsigned char file_12[] = {
#embed "../../pricing/mistral.yaml"
};
static const unsigned char file_13[] = {
#embed "../../pricing/moonshot.yaml"
};
static const unsigned char file_14[] = {
#embed "../../pricing/openai.yaml"
};
static const unsigned char file_15[] = {
#embed "../../pricing/openrouter.yaml"
};
static const unsigned char file_16[] = {
#embed "../../pricing/perplexity.yaml"
};
static const unsigned char file_17[] = {
#embed "../../pricing/prepared.txt"
};
static const unsigned char file_18[] = {
#embed "../../pricing/qwen.yaml"
};
static const unsigned char file_19[] = {
#embed "../../pricing/rules/default.yaml"
};
static const unsigned char file_20[] = {
#embed "../../pricing/together.yaml"
};
static const unsigned char file_21[] = {
#embed "../../pricing/vertex.yaml"
};
static const unsigned char file_22[] = {
#embed "../../pricing/voyage.yaml"
};
static const unsigned char file_23[] = {
#embed "../../pricing/xai.yaml"
};
static const unsigned char file_24[] = {
#embed "../../pricing/zai.yaml"
};
static const unsigned char file_25[] = {
#embed "../../templates/compare.html.mustache"
};
static const unsigned char file_26[] = {
#embed "../../templates/compare.md.mustache"
};
static const unsigned char file_27[] = {
#embed "../../templates/diff.md.mustache"
};
static const unsigned char file_28[] = {
#embed "../../templates/finance.html.mustache"
};
static const unsigned char file_29[] = {
#embed "../../templates/init/contract.yaml"
};
static const unsigned char file_30[] = {
#embed "../../templates/init/tariff.yaml"
};
static const unsigned char file_31[] = {
#embed "../../templates/junit.xml.mustache"
};
static const unsigned char file_32[] = {
#embed "../../templates/partials/patterns.html.mustache"
};
static const unsigned char file_33[] = {
#embed "../../templates/partials/style.html.mustache"
};
static const unsigned char file_34[] = {
#embed "../../templates/pr-comment.md.mustache"
};
static const unsigned char file_35[] = {
#embed "../../templates/report.html.mustache"
};
static const unsigned char file_36[] = {
#embed "../../templates/report.md.mustache"
};
static const unsigned char file_37[] = {
#embed "../../templates/weekly.md.mustache"
};

static const tariff_built_in_file files[] = {
  {"pricing/anthropic.yaml", file_0, sizeof file_0},
  {"pricing/azure.yaml", file_1, sizeof file_1},
  {"pricing/bedrock.yaml", file_2, sizeof file_2},
  {"pricing/cerebras.yaml", file_3, sizeof file_3},
  {"pricing/cohere.yaml", file_4, sizeof file_4},
  {"pricing/deepseek.yaml", file_5, sizeof file_5},
  {"pricing/default.yaml", file_6, sizeof file_6},
  {"pricing/fireworks.yaml", file_7, sizeof file_7},
  {"pricing/google.yaml", file_8, sizeof file_8},
  {"pricing/groq.yaml", file_9, sizeof file_9},
  {"pricing/meta.yaml", file_10, sizeof file_10},
  {"pricing/minimax.yaml", file_11, sizeof file_11},
  {"pricing/mistral.yaml", file_12, sizeof file_12},
  {"pricing/moonshot.yaml", file_13, sizeof file_13},
  {"pricing/openai.yaml", file_14, sizeof file_14},
  {"pricing/openrouter.yaml", file_15, sizeof file_15},
  {"pricing/perplexity.yaml", file_16, sizeof file_16},
  {"pricing/prepared.txt", file_17, sizeof file_17},
  {"pricing/qwen.yaml", file_18, sizeof file_18},
  {"pricing/rules/default.yaml", file_19, sizeof file_19},
  {"pricing/together.yaml", file_20, sizeof file_20},
  {"pricing/vertex.yaml", file_21, sizeof file_21},
  {"pricing/voyage.yaml", file_22, sizeof file_22},
  {"pricing/xai.yaml", file_23, sizeof file_23},
  {"pricing/zai.yaml", file_24, sizeof file_24},
  {"templates/compare.html.mustache", file_25, sizeof file_25},
  {"templates/compare.md.mustache", file_26, sizeof file_26},
  {"templates/diff.md.mustache", file_27, sizeof file_27},
  {"templates/finance.html.mustache", file_28, sizeof file_28},
  {"templates/init/contract.yaml", file_29, sizeof file_29},
  {"templates/init/tariff.yaml", file_30, sizeof file_30},
  {"templates/junit.xml.mustache", file_31, sizeof file_31},
  {"templates/partials/patterns.html.mustache", file_32, sizeof file_32},
  {"templates/partials/style.html.mustache", file_33, sizeof file_33},
  {"templates/pr-comment.md.mustache", file_34, sizeof file_34},
  {"templates/report.html.mustache", file_35, sizeof file_35},
  {"templates/report.md.mustache", file_36, sizeof file_36},
  {"templates/weekly.md.mustache", file_37, sizeof file_37},
};

size_t tariff_built_in_count(void) { return sizeof files / sizeof *files; }
tariff_built_in_file tariff_built_in_at(size_t index) { return files[index]; }
