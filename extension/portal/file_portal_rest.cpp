#include "extension/portal/file_portal_rest.h"

#include "extension/portal/json_reading.h"

namespace sd::portal {
namespace {

// RFC 4648, with padding.
std::string base64(std::string_view bytes) {
  static constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
    unsigned group = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      group = group << 8U | (i < count ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      text += i <= count ? kLetters[group >> (18 - 6 * i) & 0x3FU] : '=';
    }
  }
  return text;
}

Result<std::int64_t> id_in(const json::value& result, const char* method) {
  RowReader row(result, method);
  const std::int64_t id = row.integer("ID");
  if (row.error()) return *row.error();
  return id;
}

}  // namespace

Status FilePortalRest::attach(const Actor& actor, TicketId ticket, const std::string& name,
                              const std::string& content) {
  const auto storage = caller_.call(actor, {"disk.storage.getforapp", {}, Effect::kRead});
  if (!storage) return storage.error();
  const auto folder = id_in(storage->result, "disk.storage.getforapp");
  if (!folder) return folder.error();
  const auto kept = caller_.call(actor, {"disk.storage.uploadfile",
                                         {{"id", *folder},
                                          {"data", {{"NAME", name}}},
                                          {"fileContent", json::array{name, base64(content)}},
                                          {"generateUniqueName", true}},
                                         Effect::kWrite});
  if (!kept) return kept.error();
  const auto file = id_in(kept->result, "disk.storage.uploadfile");
  if (!file) return file.error();
  const auto attached = caller_.call(
      actor, {"tasks.task.files.attach", {{"taskId", ticket.value()}, {"fileId", *file}}, Effect::kWrite});
  return attached ? Status(Done{}) : Status(attached.error());
}

Result<std::string> FilePortalRest::fetch(const Actor& actor, std::int64_t file) {
  const auto found = caller_.call(actor, {"disk.attachedObject.get", {{"id", file}}, Effect::kRead});
  if (!found) return found.error();
  RowReader row(found->result, "disk.attachedObject.get");
  const std::string address = row.text("DOWNLOAD_URL");
  if (address.empty()) return Error{ErrorKind::kNotFound, "file.not_found", {}};
  return caller_.download(actor.portal, address);
}

}  // namespace sd::portal
