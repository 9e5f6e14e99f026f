#include "extension/config/key_file.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>

namespace sd::config {
namespace {

constexpr std::size_t kHexSize = crypto_kdf_KEYBYTES * 2;
constexpr char kContext[crypto_kdf_CONTEXTBYTES + 1] = "sd_keys1";

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }
  bool open() const { return number_ >= 0; }

 private:
  int number_;
};

Error failed(ErrorKind kind, std::string code, const std::string& path, const std::string& why) {
  return {kind, std::move(code), path + ": " + why};
}

// Written beside and then linked to its name, so that nobody ever reads half a key; of two processes that
// start together one wins and both use its key.
Status create(const std::string& path) {
  std::array<unsigned char, crypto_kdf_KEYBYTES> key;
  crypto_kdf_keygen(key.data());
  std::array<char, kHexSize + 1> hex;
  sodium_bin2hex(hex.data(), hex.size(), key.data(), key.size());
  hex[kHexSize] = '\n';
  sodium_memzero(key.data(), key.size());

  const std::string draft = path + ".new." + std::to_string(::getpid());
  const Descriptor file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file.open()) {
    return failed(ErrorKind::kUnavailable, "keys.unwritable", path,
                  std::string("cannot be created (") + std::strerror(errno) +
                      "); create its folder, owned by the service's user");
  }
  const bool written = ::write(file.number(), hex.data(), hex.size()) == static_cast<ssize_t>(hex.size()) &&
                       ::fsync(file.number()) == 0;
  sodium_memzero(hex.data(), hex.size());
  const bool named = written && (::link(draft.c_str(), path.c_str()) == 0 || errno == EEXIST);
  ::unlink(draft.c_str());
  if (!named) {
    return failed(ErrorKind::kUnavailable, "keys.unwritable", path, "cannot be written; is the disk full?");
  }
  return Done{};
}

Result<Keys> derive(const std::array<unsigned char, crypto_kdf_KEYBYTES>& key) {
  Keys keys;
  crypto_kdf_derive_from_key(keys.sealing.data(), keys.sealing.size(), 1, kContext, key.data());
  crypto_kdf_derive_from_key(keys.session.data(), keys.session.size(), 2, kContext, key.data());
  return keys;
}

}  // namespace

Result<Keys> open_key_file(const std::string& path) {
  if (sodium_init() < 0) return Error{ErrorKind::kInternal, "keys.sodium", "libsodium cannot be initialised"};
  if (::access(path.c_str(), F_OK) != 0 && errno == ENOENT) {
    if (const Status made = create(path); !made) return made.error();
  }
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat facts {};
  if (!file.open() || ::fstat(file.number(), &facts) != 0) {
    return failed(
        ErrorKind::kUnavailable, "keys.unreadable", path,
        std::string("cannot be read (") + std::strerror(errno) + "); it must belong to the service's user");
  }
  if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return failed(ErrorKind::kInvalidArgument, "keys.open_to_others", path,
                  "is open to other users; run: chmod 600 " + path);
  }
  std::array<char, kHexSize + 2> text{};
  const ssize_t size = ::read(file.number(), text.data(), text.size());
  std::array<unsigned char, crypto_kdf_KEYBYTES> key;
  std::size_t decoded = 0;
  const bool whole = size == static_cast<ssize_t>(kHexSize) ||
                     (size == static_cast<ssize_t>(kHexSize) + 1 && text[kHexSize] == '\n');
  if (!whole ||
      sodium_hex2bin(key.data(), key.size(), text.data(), kHexSize, nullptr, &decoded, nullptr) != 0 ||
      decoded != key.size()) {
    return failed(
        ErrorKind::kInvalidArgument, "keys.malformed", path,
        "does not hold 64 hexadecimal digits; restore it from the backup (a new key makes stored tokens "
        "unreadable: every portal would have to be installed again)");
  }
  const Result<Keys> keys = derive(key);
  sodium_memzero(key.data(), key.size());
  sodium_memzero(text.data(), text.size());
  return keys;
}

}  // namespace sd::config
