#include "extension/http/gzip.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace sd::http {
namespace {

// What any gzip reader makes of the stream: zlib's own gzip decoder, checksum included.
std::string gunzip(const std::string& bytes) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 16 + MAX_WBITS), Z_OK);
  std::string out(1 << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  EXPECT_EQ(stream.avail_in, 0U) << "one member, nothing behind it";
  out.resize(out.size() - stream.avail_out);
  inflateEnd(&stream);
  return out;
}

TEST(GzipTail, IsOneStreamWithAnyHead) {
  std::string rest;
  for (int i = 0; i < 1000; ++i) rest += "[" + std::to_string(i) + ",\"карточка\"],";
  const GzipTail tail = GzipTail::of(rest);
  EXPECT_EQ(gunzip(tail.with_head("{\"now_ms\":1,")), "{\"now_ms\":1," + rest);
  EXPECT_EQ(gunzip(tail.with_head("")), rest);
  const std::string longer_than_a_block(200'000, 'x');
  EXPECT_EQ(gunzip(tail.with_head(longer_than_a_block)), longer_than_a_block + rest);
  EXPECT_EQ(tail.text(), rest);
  EXPECT_LT(tail.compressed_size(), rest.size() / 2);
}

TEST(AcceptsGzip, ReadsTheHeader) {
  EXPECT_TRUE(accepts_gzip("gzip, deflate, br"));
  EXPECT_TRUE(accepts_gzip("br;q=1.0, gzip;q=0.8"));
  EXPECT_FALSE(accepts_gzip("gzip;q=0, br"));
  EXPECT_FALSE(accepts_gzip("br"));
  EXPECT_FALSE(accepts_gzip(""));
}

}  // namespace
}  // namespace sd::http
