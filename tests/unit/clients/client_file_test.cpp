#include "extension/clients/rules/client_file.h"

#include <gtest/gtest.h>

namespace sd::clients {
namespace {

std::string said(std::string_view name, std::string_view content) {
  const Result<std::string> result = checked_file(name, content);
  return result ? *result : result.error().code;
}

constexpr std::string_view kPng{"\x89PNG\r\n\x1a\n....", 12};

TEST(ClientFile, IsWhatItsContentSays) {
  EXPECT_EQ(said("Снимок экрана.PNG", kPng), "Снимок экрана.PNG");
  EXPECT_EQ(said("a.jpeg", "\xff\xd8\xff\xe0...."), "a.jpeg");
  EXPECT_EQ(said("a.pdf", "%PDF-1.7 ..."), "a.pdf");
  EXPECT_EQ(said("a.docx", "PK\x03\x04...."), "a.docx");
  EXPECT_EQ(said("a.webp", "RIFF....WEBPVP8 "), "a.webp");
  EXPECT_EQ(said("журнал.log", "строка 1\r\nline 2\t🖨"), "журнал.log");
}

TEST(ClientFile, IsRefusedWhenTheContentIsAnotherOne) {
  EXPECT_EQ(said("a.png", "MZ\x90 an executable"), "file.kind");
  EXPECT_EQ(said("a.png", "<svg onload=alert(1)>"), "file.kind");
  EXPECT_EQ(said("a.jpg", kPng), "file.kind");
  EXPECT_EQ(said("a.exe", kPng), "file.kind");
  EXPECT_EQ(said("a.html", "<script>"), "file.kind");
  EXPECT_EQ(said("png", kPng), "file.kind");
  EXPECT_EQ(said(".png", kPng), "file.kind");
  EXPECT_EQ(said("a.png.exe", kPng), "file.kind");
  EXPECT_EQ(said("a.txt", std::string_view("a\0b", 3)), "file.kind");
  EXPECT_EQ(said("a.txt", "\xff\xfe"), "file.kind");
  EXPECT_EQ(said("a.txt", "\xc0\xaf"), "file.kind");          // overlong
  EXPECT_EQ(said("a.txt", "\xed\xa0\x80"), "file.kind");      // a surrogate
  EXPECT_EQ(said("a.txt", "\xf4\x90\x80\x80"), "file.kind");  // behind the last letter
  EXPECT_EQ(said("a.txt", "\xe2\x82"), "file.kind");          // cut short
}

TEST(ClientFile, HasANameThatIsOne) {
  EXPECT_EQ(said("../../etc/a.txt", "x"), "a.txt");
  EXPECT_EQ(said("C:\\temp\\a.txt", "x"), "a.txt");
  EXPECT_EQ(said("счёт\u202Etxt.<b>\".txt", "x"), "счётtxt.b.txt");
  EXPECT_EQ(said("", "x"), "file.name");
  EXPECT_EQ(said("a/", "x"), "file.name");
  EXPECT_EQ(said(std::string(197, 'a') + ".txt", "x"), "file.name");
  EXPECT_EQ(said(std::string(196, 'a') + ".txt", "x").size(), 200u);
}

TEST(ClientFile, HasASize) {
  EXPECT_EQ(said("a.txt", ""), "file.empty");
  EXPECT_EQ(said("a.txt", std::string(kMaxFile, 'x')), "a.txt");
  EXPECT_EQ(said("a.txt", std::string(kMaxFile + 1, 'x')), "file.too_large");
}

}  // namespace
}  // namespace sd::clients
