// A text as a JSON string literal, for the few fixed-shape bodies that need no JSON library.
#pragma once

#include <string>
#include <string_view>

namespace sd::http {

// `text` in double quotes, escaped by RFC 8259; also '<' and '>' as \u003c, \u003e so that the result may
// stand inside a <script> element. Bytes >= 0x80 pass as they are: the caller guarantees UTF-8.
std::string quoted(std::string_view text);

}  // namespace sd::http
