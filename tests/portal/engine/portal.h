// One portal: all its state. Rules are functions over it, grouped by subject. Not thread-safe; the
// facade (tests/portal/portal_double.h) holds the lock.
#pragma once

#include <boost/container/flat_map.hpp>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "tests/portal/engine/apps.h"
#include "tests/portal/engine/clock.h"
#include "tests/portal/engine/events.h"
#include "tests/portal/engine/fields.h"
#include "tests/portal/engine/limits.h"
#include "tests/portal/engine/people.h"
#include "tests/portal/engine/stages.h"
#include "tests/portal/engine/task_table.h"

namespace sd::portal_double {

struct Settings {
  std::string domain = "portal.example";  // host[:port], as the browser shows it
  bool https = false;
  std::string member_id;  // "" = made from domain
  bool russian = true;
  std::uint64_t seed = 1;
  bool cloud = false;            // limits on, time.operating in answers
  bool photos = false;           // people have pictures
  bool chat_card = true;         // comments are chat messages (tasks >= 25.700)
  bool offline_extended = true;  // the licence lets applications reserve rows of the offline queue
};

struct Notice {
  std::int64_t id = 0, user = 0, author = 0;
  std::string message, tag, sub_tag;
};

// A rendering of an application's frame: what the bridge of that frame may ask for.
struct Frame {
  std::string app;
  std::int64_t user = 0;
  std::string placement, options;  // options: JSON text
  bool install = false;
};

class Portal {
 public:
  Portal(Settings given, const Clock& machine);

  std::string origin() const { return (settings.https ? "https://" : "http://") + settings.domain; }
  std::string client_endpoint() const { return origin() + "/rest/"; }
  // The caller that acts as `user` on the portal's own pages.
  Caller session(std::int64_t user) const;

  Settings settings;
  std::set<std::string> former_domains;  // of a renamed portal: they redirect
  PortalClock clock;
  Secrets secrets;
  Directory directory;
  Fields fields;
  Stages stages;
  Names names;
  TaskTable tasks;
  std::map<std::int64_t, Task> bin;                               // deleted tasks
  boost::container::flat_map<std::int64_t, LabourRecord> labour;  // flat: counts what is behind an id at once
  Apps apps;
  Events events;
  Limits limits;
  std::map<std::int64_t, Notice> notices;
  std::map<std::string, Frame> frames;                           // by APP_SID
  std::set<std::tuple<char, std::int64_t, std::int64_t>> marks;  // pin, mute, favourite: kind, user, task
  std::int64_t next_history = 16001, next_comment = 84001, next_labour = 1201, next_checklist = 431,
               next_notice = 12301, next_tag = 31;
};

}  // namespace sd::portal_double
