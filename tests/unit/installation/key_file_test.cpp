#include "extension/config/key_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace sd::config {
namespace {

class KeyFileTest : public testing::Test {
 protected:
  KeyFileTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "sd_keys_XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    path_ = (folder_ / "key").string();
  }
  ~KeyFileTest() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& text) {
    std::ofstream(path_) << text;
    ::chmod(path_.c_str(), 0600);
  }

  std::filesystem::path folder_;
  std::string path_;
};

TEST_F(KeyFileTest, MakesAKeyOnceAndForItsUserOnly) {
  const Result<Keys> first = open_key_file(path_);
  ASSERT_TRUE(first);
  const Result<Keys> second = open_key_file(path_);
  ASSERT_TRUE(second);
  EXPECT_EQ(first->sealing, second->sealing);
  EXPECT_EQ(first->session, second->session);
  EXPECT_NE(first->sealing, first->session);
  struct stat facts {};
  ASSERT_EQ(::stat(path_.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
}

TEST_F(KeyFileTest, LeavesNoDraftBehind) {
  ASSERT_TRUE(open_key_file(path_));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

TEST_F(KeyFileTest, RefusesAFileOthersMayRead) {
  ASSERT_TRUE(open_key_file(path_));
  ::chmod(path_.c_str(), 0640);
  const Result<Keys> keys = open_key_file(path_);
  ASSERT_FALSE(keys);
  EXPECT_EQ(keys.error().code, "keys.open_to_others");
  EXPECT_NE(keys.error().detail.find("chmod 600"), std::string::npos);
}

TEST_F(KeyFileTest, RefusesADamagedFileInsteadOfMakingANewKey) {
  for (const std::string& text :
       {std::string(), std::string(64, 'x'), std::string(63, 'a'), std::string(70, 'a')}) {
    write(text);
    const Result<Keys> keys = open_key_file(path_);
    ASSERT_FALSE(keys);
    EXPECT_EQ(keys.error().code, "keys.malformed");
  }
}

TEST_F(KeyFileTest, SaysThatItsFolderIsMissing) {
  const Result<Keys> keys = open_key_file((folder_ / "none" / "key").string());
  ASSERT_FALSE(keys);
  EXPECT_EQ(keys.error().code, "keys.unwritable");
}

}  // namespace
}  // namespace sd::config
