// Static files of the browser pages and which page answers which address of the portal.
#pragma once

#include <string>

#include "extension/http/message.h"

namespace sd::portal_double {

// "/" is index.html, "/_pages/x" the file x, any other address app.html, which routes itself by path.
// 404 when `folder` is empty or has no such file.
http::Response serve_page(const std::string& folder, const std::string& path);

}  // namespace sd::portal_double
