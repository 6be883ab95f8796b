#pragma once
#include <stddef.h>

/// A file of `templates/`, `pricing/` or `docs/`, as bytes in the binary.
typedef struct {
  const char *name;
  const unsigned char *bytes;
  size_t size;
} tariff_built_in_file;

/// The number of files, and the file at an index; its bytes live as long as the program.
size_t tariff_built_in_count(void);
tariff_built_in_file tariff_built_in_at(size_t index);
