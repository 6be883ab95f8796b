#pragma once
#include <zlib.h>

/// `inflateInit2` is a macro, which Swift does not import. Reads gzip (and zlib) streams.
static inline int tariff_inflate_init(z_stream *stream) {
  return inflateInit2(stream, 15 + 32);
}
