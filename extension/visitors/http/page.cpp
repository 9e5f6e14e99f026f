#include "extension/visitors/http/page.h"

#include <boost/json.hpp>

namespace sd::visitors {
namespace {

namespace json = boost::json;

std::string bootstrap(const PageStart& start) {
  json::array groups;
  for (const auto& [id, name] : start.groups)
    groups.push_back(json::object{{"id", id.value()}, {"name", name}});
  json::object out{{"page", start.page},
                   {"session", start.session},
                   {"lang", start.lang},
                   {"user",
                    {{"id", start.user.value()},
                     {"name", start.user_name},
                     {"admin", start.administrator},
                     {"role", to_string(start.standing)}}},
                   {"group", nullptr},
                   {"group_name", start.group_name},
                   {"now_ms", to_ms(start.now)},
                   {"error", nullptr},
                   {"groups", std::move(groups)}};
  if (start.group) out["group"] = start.group->value();
  if (start.ticket) out["ticket"] = start.ticket->value();
  if (start.page == "reports") {
    out["report"] = json::object{{"name", start.report}, {"view", start.view}};
  } else if (!start.view.empty()) {
    out["view"] = start.view;
  }
  if (!start.link.empty()) out["link"] = start.link;
  if (start.company) out["company"] = start.company->value();
  if (!start.error.empty()) out["error"] = json::object{{"code", start.error}};
  std::string text = json::serialize(out);
  // Inside a <script> element only '<' could end it or open a comment.
  for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos;) text.replace(at, 1, "\\u003c");
  return text;
}

http::Response page_for(const std::string& index, const PageStart& start, const std::string& framed_by,
                        const std::string& also) {
  static const std::string kMark = "id=\"sd-bootstrap\">";
  const std::size_t open = index.find(kMark);
  const std::size_t begin = open == std::string::npos ? open : open + kMark.size();
  const std::size_t end = begin == std::string::npos ? begin : index.find("</script>", begin);
  if (end == std::string::npos) {
    return http::error_response(
        {ErrorKind::kInternal, "ui.no_bootstrap", "index.html has no sd-bootstrap element"});
  }
  http::Response answer{
      200, "text/html; charset=utf-8", index.substr(0, begin) + bootstrap(start) + index.substr(end), {}};
  answer.headers = {{"Content-Security-Policy",
                     "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src "
                     "'self'; img-src 'self' data:" +
                         also + "; connect-src 'self'" + also +
                         "; base-uri 'none'; form-action 'none'; frame-ancestors " + framed_by},
                    {"Cache-Control", "no-store"},
                    {"Referrer-Policy", "no-referrer"},
                    {"X-Content-Type-Options", "nosniff"}};
  return answer;
}

}  // namespace

http::Response page_response(const std::string& index, const PageStart& start,
                             const std::optional<WebAddress>& portal) {
  // Without a proven portal the page is an error's: it has no session and nothing to press, and has to be
  // seen inside whatever portal opened it.
  if (!portal) return page_for(index, start, "*", "");
  return page_for(index, start, portal->origin(), " " + portal->origin());
}

http::Response link_page(const std::string& client_index, TimePoint now) {
  PageStart start;
  start.page = "link";
  start.standing = Standing::kClient;
  start.now = now;
  return page_for(client_index, start, "'none'", "");
}

}  // namespace sd::visitors
