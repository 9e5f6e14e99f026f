// Which files clients may send: told by what is in them, not by what they are called. Pure.
#pragma once

#include <string>
#include <string_view>

#include "extension/core/result.h"

namespace sd::clients {

inline constexpr std::size_t kMaxFile = std::size_t{10} << 20;  // bytes
inline constexpr std::size_t kMaxFileName = 200;

// The name under which it is kept: without folders, control characters and turned directions. Pictures (PNG,
// JPEG, GIF, WebP), PDF, office documents and archives (ZIP and what is made of it) and plain UTF-8 text are
// taken, each under an ending of its kind. Errors (kInvalidArgument): "file.empty", "file.too_large",
// "file.name" for a name of nothing or above kMaxFileName bytes, "file.kind" for anything else, and for
// content that is not what the ending says.
Result<std::string> checked_file(std::string_view name, std::string_view content);

}  // namespace sd::clients
