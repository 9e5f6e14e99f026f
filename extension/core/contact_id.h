// The portal's CRM contact: a person of a company who need not be a user of the portal.
#pragma once

#include "extension/core/ids.h"

namespace sd {

using ContactId = Id<struct ContactTag>;  // 0: none

}  // namespace sd
