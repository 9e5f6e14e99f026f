// Which of a company's requests a new one may repeat. Pure.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace sd::clients {

// What a subject is about: its words of three letters and more, in lower case, without their endings
// (everything behind the fifth letter), so that "печать" finds "печати". Any bytes are taken.
std::set<std::string> subject_words(std::string_view subject);

// How much of `asked` stands in `other`, in percent; 0 when nothing was asked for.
int likeness(const std::set<std::string>& asked, const std::set<std::string>& other);

// A request that is worth showing while another is written.
inline constexpr int kLikeEnough = 50;

}  // namespace sd::clients
