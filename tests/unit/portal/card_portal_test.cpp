#include "extension/portal/card_portal_rest.h"

#include "tests/unit/portal/portal_world.h"

namespace sd::portal {
namespace {

class CardPortalTest : public PortalWorld {
 protected:
  // The task with this chat (0: none), then the two lists as the portal says them.
  kanban::TicketTalk talk(int chat, const std::string& messages, const std::string& comments) {
    const std::string task = R"({"task":{"id":"8","description":"x","chatId":)" + std::to_string(chat) + "}}";
    const std::string chat_error =
        R"({"chat":{"error":"DIALOG_ID_EMPTY","error_description":"Dialog ID can't be empty"}})";
    wire_.then(test::wire(200, R"({"result":{"result":{"task":)" + task + R"(,"forum":)" + comments +
                                   (chat == 0 ? ""
                                              : R"(,"chat":{"chat_id":5,"messages":)" + messages +
                                                    R"(,"users":[{"id":17,"name":"Анна"}],"files":[]})") +
                                   R"(},"result_error":)" + (chat == 0 ? chat_error : "[]") + "}}"));
    auto read = card_.talk(agent_, TicketId{8});
    EXPECT_TRUE(read) << read.error().code << " " << read.error().detail;
    return read ? std::move(read).value() : kanban::TicketTalk{};
  }
  static std::vector<std::string> texts(const kanban::TicketTalk& talk) {
    std::vector<std::string> out;
    for (const kanban::TicketComment& comment : talk.comments) out.push_back(comment.text);
    return out;
  }

  CardPortalRest card_{caller_, {"UF_SD_TYPE", "UF_SD_STOPPER", "UF_SD_ESTIMATE"}};
};

TEST_F(CardPortalTest, MessagesOfAChatThatAreNobodysAreNoComments) {
  const auto message = [](int id, int author, const char* text, const char* params) {
    return R"({"id":)" + std::to_string(id) + R"(,"chat_id":5,"author_id":)" + std::to_string(author) +
           R"(,"date":"2026-01-02T10:00:00+03:00","text":")" + text + R"(","params":)" + params + "}";
  };
  const kanban::TicketTalk read =
      talk(5,
           "[" + message(4, 17, "Анна изменила крайний срок", R"({"NOTIFY":"Y"})") + "," +
               message(3, 17, "Статус изменён", R"({"CODE":"TASK_STATUS"})") + "," +
               message(2, 17, "Сделаем", R"({"IS_EDITED":"Y","CODE":""})") + "," +
               message(1, 0, "Задача создана", "[]") + "]",
           "[]");
  EXPECT_EQ(texts(read), (std::vector<std::string>{"Сделаем"}));
}

TEST_F(CardPortalTest, CommentsOfTheOldCardThatAreNobodysAreNone) {
  const auto comment = [](int id, int author, const char* text) {
    return R"({"ID":")" + std::to_string(id) + R"(","AUTHOR_ID":")" + std::to_string(author) +
           R"(","AUTHOR_NAME":"Анна","POST_DATE":"2026-01-02T10:00:00+03:00","POST_MESSAGE":")" + text +
           R"("})";
  };
  const kanban::TicketTalk read =
      talk(0, "", "[" + comment(2, 17, "Сделаем") + "," + comment(1, 0, "TASK_8") + "]");
  EXPECT_EQ(texts(read), (std::vector<std::string>{"Сделаем"}));
}

}  // namespace
}  // namespace sd::portal
