// Written by scripts/make-built-in: one line a file.
#include "CBuiltIn.h"

static const unsigned char file_0[] = {
#embed "../../formats/aider.yaml"
};
static const unsigned char file_1[] = {
#embed "../../formats/amp.yaml"
};
static const unsigned char file_2[] = {
#embed "../../formats/anthropic-analytics-costs.yaml"
};
static const unsigned char file_3[] = {
#embed "../../formats/anthropic-analytics.yaml"
};
static const unsigned char file_4[] = {
#embed "../../formats/anthropic-console-costs.yaml"
};
static const unsigned char file_5[] = {
#embed "../../formats/anthropic-console.yaml"
};
static const unsigned char file_6[] = {
#embed "../../formats/anthropic-costs.yaml"
};
static const unsigned char file_7[] = {
#embed "../../formats/anthropic-usage.yaml"
};
static const unsigned char file_8[] = {
#embed "../../formats/azure-apim.yaml"
};
static const unsigned char file_9[] = {
#embed "../../formats/azure-trace.yaml"
};
static const unsigned char file_10[] = {
#embed "../../formats/bedrock.yaml"
};
static const unsigned char file_11[] = {
#embed "../../formats/bifrost.yaml"
};
static const unsigned char file_12[] = {
#embed "../../formats/claude-code-analytics.yaml"
};
static const unsigned char file_13[] = {
#embed "../../formats/cline-cli.yaml"
};
static const unsigned char file_14[] = {
#embed "../../formats/cline.yaml"
};
static const unsigned char file_15[] = {
#embed "../../formats/cloudflare.yaml"
};
static const unsigned char file_16[] = {
#embed "../../formats/continue.yaml"
};
static const unsigned char file_17[] = {
#embed "../../formats/crush.yaml"
};
static const unsigned char file_18[] = {
#embed "../../formats/cursor-admin.yaml"
};
static const unsigned char file_19[] = {
#embed "../../formats/cursor.yaml"
};
static const unsigned char file_20[] = {
#embed "../../formats/deepseek-costs.yaml"
};
static const unsigned char file_21[] = {
#embed "../../formats/deepseek.yaml"
};
static const unsigned char file_22[] = {
#embed "../../formats/droid.yaml"
};
static const unsigned char file_23[] = {
#embed "../../formats/envoy.yaml"
};
static const unsigned char file_24[] = {
#embed "../../formats/goose.yaml"
};
static const unsigned char file_25[] = {
#embed "../../formats/grok-build.yaml"
};
static const unsigned char file_26[] = {
#embed "../../formats/helicone.yaml"
};
static const unsigned char file_27[] = {
#embed "../../formats/kimi-cli.yaml"
};
static const unsigned char file_28[] = {
#embed "../../formats/kimi-code.yaml"
};
static const unsigned char file_29[] = {
#embed "../../formats/kong.yaml"
};
static const unsigned char file_30[] = {
#embed "../../formats/langfuse.yaml"
};
static const unsigned char file_31[] = {
#embed "../../formats/litellm-payload.yaml"
};
static const unsigned char file_32[] = {
#embed "../../formats/litellm.yaml"
};
static const unsigned char file_33[] = {
#embed "../../formats/llm.yaml"
};
static const unsigned char file_34[] = {
#embed "../../formats/mistral-vibe.yaml"
};
static const unsigned char file_35[] = {
#embed "../../formats/openai-costs.yaml"
};
static const unsigned char file_36[] = {
#embed "../../formats/openai-usage.yaml"
};
static const unsigned char file_37[] = {
#embed "../../formats/openrouter-activity.yaml"
};
static const unsigned char file_38[] = {
#embed "../../formats/openrouter-generation.yaml"
};
static const unsigned char file_39[] = {
#embed "../../formats/openrouter.yaml"
};
static const unsigned char file_40[] = {
#embed "../../formats/pi.yaml"
};
static const unsigned char file_41[] = {
#embed "../../formats/portkey.yaml"
};
static const unsigned char file_42[] = {
#embed "../../formats/qwen-code.yaml"
};
static const unsigned char file_43[] = {
#embed "../../formats/replies.yaml"
};
static const unsigned char file_44[] = {
#embed "../../formats/roo-code.yaml"
};
static const unsigned char file_45[] = {
#embed "../../formats/vercel.yaml"
};
static const unsigned char file_46[] = {
#embed "../../formats/vertex.yaml"
};
static const unsigned char file_47[] = {
#embed "../../pricing/anthropic.yaml"
};
static const unsigned char file_48[] = {
#embed "../../pricing/azure.yaml"
};
static const unsigned char file_49[] = {
#embed "../../pricing/bedrock.yaml"
};
static const unsigned char file_50[] = {
#embed "../../pricing/cerebras.yaml"
};
static const unsigned char file_51[] = {
#embed "../../pricing/cohere.yaml"
};
static const unsigned char file_52[] = {
#embed "../../pricing/deepseek.yaml"
};
static const unsigned char file_53[] = {
#embed "../../pricing/default.yaml"
};
static const unsigned char file_54[] = {
#embed "../../pricing/fireworks.yaml"
};
static const unsigned char file_55[] = {
#embed "../../pricing/google.yaml"
};
static const unsigned char file_56[] = {
#embed "../../pricing/groq.yaml"
};
static const unsigned char file_57[] = {
#embed "../../pricing/meta.yaml"
};
static const unsigned char file_58[] = {
#embed "../../pricing/minimax.yaml"
};
static const unsigned char file_59[] = {
#embed "../../pricing/mistral.yaml"
};
static const unsigned char file_60[] = {
#embed "../../pricing/moonshot.yaml"
};
static const unsigned char file_61[] = {
#embed "../../pricing/openai.yaml"
};
static const unsigned char file_62[] = {
#embed "../../pricing/openrouter.yaml"
};
static const unsigned char file_63[] = {
#embed "../../pricing/perplexity.yaml"
};
static const unsigned char file_64[] = {
#embed "../../pricing/prepared.txt"
};
static const unsigned char file_65[] = {
#embed "../../pricing/qwen.yaml"
};
static const unsigned char file_66[] = {
#embed "../../pricing/rules/default.yaml"
};
static const unsigned char file_67[] = {
#embed "../../pricing/together.yaml"
};
static const unsigned char file_68[] = {
#embed "../../pricing/vertex.yaml"
};
static const unsigned char file_69[] = {
#embed "../../pricing/voyage.yaml"
};
static const unsigned char file_70[] = {
#embed "../../pricing/xai.yaml"
};
static const unsigned char file_71[] = {
#embed "../../pricing/zai.yaml"
};
static const unsigned char file_72[] = {
#embed "../../templates/compare.html.mustache"
};
static const unsigned char file_73[] = {
#embed "../../templates/compare.md.mustache"
};
static const unsigned char file_74[] = {
#embed "../../templates/diff.md.mustache"
};
static const unsigned char file_75[] = {
#embed "../../templates/finance.html.mustache"
};
static const unsigned char file_76[] = {
#embed "../../templates/init/contract.yaml"
};
static const unsigned char file_77[] = {
#embed "../../templates/init/tariff.yaml"
};
static const unsigned char file_78[] = {
#embed "../../templates/junit.xml.mustache"
};
static const unsigned char file_79[] = {
#embed "../../templates/partials/groups.html.mustache"
};
static const unsigned char file_80[] = {
#embed "../../templates/partials/groups.md.mustache"
};
static const unsigned char file_81[] = {
#embed "../../templates/partials/patterns.html.mustache"
};
static const unsigned char file_82[] = {
#embed "../../templates/partials/style.html.mustache"
};
static const unsigned char file_83[] = {
#embed "../../templates/pr-comment.md.mustache"
};
static const unsigned char file_84[] = {
#embed "../../templates/report.html.mustache"
};
static const unsigned char file_85[] = {
#embed "../../templates/report.md.mustache"
};
static const unsigned char file_86[] = {
#embed "../../templates/weekly.md.mustache"
};

static const tariff_built_in_file files[] = {
  {"formats/aider.yaml", file_0, sizeof file_0},
  {"formats/amp.yaml", file_1, sizeof file_1},
  {"formats/anthropic-analytics-costs.yaml", file_2, sizeof file_2},
  {"formats/anthropic-analytics.yaml", file_3, sizeof file_3},
  {"formats/anthropic-console-costs.yaml", file_4, sizeof file_4},
  {"formats/anthropic-console.yaml", file_5, sizeof file_5},
  {"formats/anthropic-costs.yaml", file_6, sizeof file_6},
  {"formats/anthropic-usage.yaml", file_7, sizeof file_7},
  {"formats/azure-apim.yaml", file_8, sizeof file_8},
  {"formats/azure-trace.yaml", file_9, sizeof file_9},
  {"formats/bedrock.yaml", file_10, sizeof file_10},
  {"formats/bifrost.yaml", file_11, sizeof file_11},
  {"formats/claude-code-analytics.yaml", file_12, sizeof file_12},
  {"formats/cline-cli.yaml", file_13, sizeof file_13},
  {"formats/cline.yaml", file_14, sizeof file_14},
  {"formats/cloudflare.yaml", file_15, sizeof file_15},
  {"formats/continue.yaml", file_16, sizeof file_16},
  {"formats/crush.yaml", file_17, sizeof file_17},
  {"formats/cursor-admin.yaml", file_18, sizeof file_18},
  {"formats/cursor.yaml", file_19, sizeof file_19},
  {"formats/deepseek-costs.yaml", file_20, sizeof file_20},
  {"formats/deepseek.yaml", file_21, sizeof file_21},
  {"formats/droid.yaml", file_22, sizeof file_22},
  {"formats/envoy.yaml", file_23, sizeof file_23},
  {"formats/goose.yaml", file_24, sizeof file_24},
  {"formats/grok-build.yaml", file_25, sizeof file_25},
  {"formats/helicone.yaml", file_26, sizeof file_26},
  {"formats/kimi-cli.yaml", file_27, sizeof file_27},
  {"formats/kimi-code.yaml", file_28, sizeof file_28},
  {"formats/kong.yaml", file_29, sizeof file_29},
  {"formats/langfuse.yaml", file_30, sizeof file_30},
  {"formats/litellm-payload.yaml", file_31, sizeof file_31},
  {"formats/litellm.yaml", file_32, sizeof file_32},
  {"formats/llm.yaml", file_33, sizeof file_33},
  {"formats/mistral-vibe.yaml", file_34, sizeof file_34},
  {"formats/openai-costs.yaml", file_35, sizeof file_35},
  {"formats/openai-usage.yaml", file_36, sizeof file_36},
  {"formats/openrouter-activity.yaml", file_37, sizeof file_37},
  {"formats/openrouter-generation.yaml", file_38, sizeof file_38},
  {"formats/openrouter.yaml", file_39, sizeof file_39},
  {"formats/pi.yaml", file_40, sizeof file_40},
  {"formats/portkey.yaml", file_41, sizeof file_41},
  {"formats/qwen-code.yaml", file_42, sizeof file_42},
  {"formats/replies.yaml", file_43, sizeof file_43},
  {"formats/roo-code.yaml", file_44, sizeof file_44},
  {"formats/vercel.yaml", file_45, sizeof file_45},
  {"formats/vertex.yaml", file_46, sizeof file_46},
  {"pricing/anthropic.yaml", file_47, sizeof file_47},
  {"pricing/azure.yaml", file_48, sizeof file_48},
  {"pricing/bedrock.yaml", file_49, sizeof file_49},
  {"pricing/cerebras.yaml", file_50, sizeof file_50},
  {"pricing/cohere.yaml", file_51, sizeof file_51},
  {"pricing/deepseek.yaml", file_52, sizeof file_52},
  {"pricing/default.yaml", file_53, sizeof file_53},
  {"pricing/fireworks.yaml", file_54, sizeof file_54},
  {"pricing/google.yaml", file_55, sizeof file_55},
  {"pricing/groq.yaml", file_56, sizeof file_56},
  {"pricing/meta.yaml", file_57, sizeof file_57},
  {"pricing/minimax.yaml", file_58, sizeof file_58},
  {"pricing/mistral.yaml", file_59, sizeof file_59},
  {"pricing/moonshot.yaml", file_60, sizeof file_60},
  {"pricing/openai.yaml", file_61, sizeof file_61},
  {"pricing/openrouter.yaml", file_62, sizeof file_62},
  {"pricing/perplexity.yaml", file_63, sizeof file_63},
  {"pricing/prepared.txt", file_64, sizeof file_64},
  {"pricing/qwen.yaml", file_65, sizeof file_65},
  {"pricing/rules/default.yaml", file_66, sizeof file_66},
  {"pricing/together.yaml", file_67, sizeof file_67},
  {"pricing/vertex.yaml", file_68, sizeof file_68},
  {"pricing/voyage.yaml", file_69, sizeof file_69},
  {"pricing/xai.yaml", file_70, sizeof file_70},
  {"pricing/zai.yaml", file_71, sizeof file_71},
  {"templates/compare.html.mustache", file_72, sizeof file_72},
  {"templates/compare.md.mustache", file_73, sizeof file_73},
  {"templates/diff.md.mustache", file_74, sizeof file_74},
  {"templates/finance.html.mustache", file_75, sizeof file_75},
  {"templates/init/contract.yaml", file_76, sizeof file_76},
  {"templates/init/tariff.yaml", file_77, sizeof file_77},
  {"templates/junit.xml.mustache", file_78, sizeof file_78},
  {"templates/partials/groups.html.mustache", file_79, sizeof file_79},
  {"templates/partials/groups.md.mustache", file_80, sizeof file_80},
  {"templates/partials/patterns.html.mustache", file_81, sizeof file_81},
  {"templates/partials/style.html.mustache", file_82, sizeof file_82},
  {"templates/pr-comment.md.mustache", file_83, sizeof file_83},
  {"templates/report.html.mustache", file_84, sizeof file_84},
  {"templates/report.md.mustache", file_85, sizeof file_85},
  {"templates/weekly.md.mustache", file_86, sizeof file_86},
};

size_t tariff_built_in_count(void) { return sizeof files / sizeof *files; }
tariff_built_in_file tariff_built_in_at(size_t index) { return files[index]; }
