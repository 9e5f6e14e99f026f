// Parameters as the portal nests them in a query: filter[ID][0]=7. For the commands of a batch and for the
// forms of the authorisation server.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

namespace sd::portal {

// Everything but letters, digits and -._~ as %XX.
std::string percent_encode(std::string_view text);

// Booleans as 1 and 0, null as "", an empty list as "key[]=". Order is kept.
std::string encode_query(const boost::json::object& parameters);

// Whether the portal would replace part of the text when it stands in a batch command: "$result[...]" and its
// like (portal-api.md 1.6). There is no escape; such a text must travel outside a batch.
bool holds_reference(std::string_view text);

}  // namespace sd::portal
