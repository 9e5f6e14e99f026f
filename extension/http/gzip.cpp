#include "extension/http/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <stdexcept>

namespace sd::http {
namespace {

constexpr int kRawDeflate = -15;

// `text` as raw deflate blocks that refer to nothing before them and end the stream.
std::string deflated(std::string_view text) {
  constexpr int kLevel = 6;
  z_stream stream{};
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, kRawDeflate, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("zlib: deflateInit2");
  }
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())) + 16, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

std::uint32_t crc_of(std::string_view text) {
  return static_cast<std::uint32_t>(
      crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size())));
}

void put_le16(std::string& out, std::uint16_t value) {
  out += static_cast<char>(value & 0xFF);
  out += static_cast<char>(value >> 8);
}

void put_le32(std::string& out, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>((value >> shift) & 0xFF);
}

// `text` as it is, in deflate blocks that say so and leave the stream open: a few hundred bytes are sent
// sooner than a compressor is set up for them. RFC 1951, 3.2.4.
void put_stored(std::string& out, std::string_view text) {
  constexpr std::size_t kMostInBlock = 0xFFFF;
  while (!text.empty()) {
    const auto size = static_cast<std::uint16_t>(std::min(text.size(), kMostInBlock));
    out += '\0';
    put_le16(out, size);
    put_le16(out, static_cast<std::uint16_t>(~size));
    out += text.substr(0, size);
    text.remove_prefix(size);
  }
}

}  // namespace

GzipTail GzipTail::of(std::string_view text) {
  GzipTail tail;
  tail.deflated_ = deflated(text);
  tail.crc_ = crc_of(text);
  tail.size_ = static_cast<std::uint32_t>(text.size());
  return tail;
}

std::string GzipTail::with_head(std::string_view head) const {
  constexpr std::string_view kHeader("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10);  // no name, no time, Unix
  constexpr std::size_t kRoom = 64;                                        // what stands around the two parts
  std::string out;
  out.reserve(head.size() + deflated_.size() + kRoom);
  out += kHeader;
  put_stored(out, head);
  out += deflated_;
  put_le32(out, static_cast<std::uint32_t>(crc32_combine(crc_of(head), crc_, static_cast<z_off_t>(size_))));
  put_le32(out, static_cast<std::uint32_t>(head.size()) + size_);
  return out;
}

std::string GzipTail::text() const {
  std::string out(size_, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, kRawDeflate) != Z_OK) throw std::runtime_error("zlib: inflateInit2");
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(deflated_.data()));
  stream.avail_in = static_cast<uInt>(deflated_.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  return out;
}

bool accepts_gzip(std::string_view accept_encoding) {
  const std::size_t at = accept_encoding.find("gzip");
  if (at == std::string_view::npos) return false;
  const std::string_view rest = accept_encoding.substr(at + 4, accept_encoding.substr(at + 4).find(','));
  return rest.find("q=0") == std::string_view::npos || rest.find("q=0.") != std::string_view::npos;
}

}  // namespace sd::http
