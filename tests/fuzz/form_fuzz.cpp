// The portal's form and the event in it: any bytes end in a Form with unique names or in a reason.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "webhooks/rules/event.h"
#include "webhooks/rules/form.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sd::webhooks;
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const sd::Result<Form> form = decode_form(body);
  if (!form) {
    if (form.error().code.rfind("form.", 0) != 0) std::abort();
    return 0;
  }
  for (const FormField& field : form->fields()) {
    if (field.name.empty() || !is_utf8(field.name) || !is_utf8(field.value)) std::abort();
    if (form->find(field.name) != field.value) std::abort();
  }
  const sd::Result<Event> event = event_of(*form);
  if (!event && event.error().code.rfind("event.", 0) != 0) std::abort();
  if (event && event->object_id < 0) std::abort();
  return 0;
}
