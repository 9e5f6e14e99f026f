// gzip for answers whose big part is the same for everybody and whose head is not: the big part is
// compressed once, the head is put in front of it at each answer without compressing anything.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sd::http {

// The compressed end of a gzip stream. Made once, used by many answers; a value.
class GzipTail {
 public:
  // Compresses `text` (zlib level 6).
  static GzipTail of(std::string_view text);

  // A complete gzip stream of `head` followed by this tail's text. O(head + compressed tail).
  std::string with_head(std::string_view head) const;

  // The tail's text again, for a client that does not take gzip.
  std::string text() const;

  std::size_t compressed_size() const { return deflated_.size(); }

 private:
  std::string deflated_;  // raw deflate, ends the stream
  std::uint32_t crc_ = 0;
  std::uint32_t size_ = 0;
};

// Whether the value of Accept-Encoding allows gzip.
bool accepts_gzip(std::string_view accept_encoding);

}  // namespace sd::http
