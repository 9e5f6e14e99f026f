#include "tests/contract/portal/program_subject.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>

extern char** environ;

namespace sd::portal {
namespace {

// A port that is free now; somebody may take it before the program does, then starting is tried again.
int free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  int port = 0;
  if (::bind(probe, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
      ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0) {
    port = ntohs(address.sin_port);
  }
  ::close(probe);
  return port;
}

pid_t run_program(int port) {
  std::string words[] = {SD_PORTAL_DOUBLE, "--port", std::to_string(port), "--tasks", "120"};
  char* arguments[] = {words[0].data(), words[1].data(), words[2].data(),
                       words[3].data(), words[4].data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", 1 /* O_WRONLY */, 0);
  pid_t process = -1;
  if (posix_spawn(&process, SD_PORTAL_DOUBLE, &actions, nullptr, arguments, environ) != 0) process = -1;
  posix_spawn_file_actions_destroy(&actions);
  return process;
}

}  // namespace

std::unique_ptr<ContractSubject> ProgramSubject::start() {
  for (int attempt = 0; attempt < 3; ++attempt) {
    const int port = free_port();
    const pid_t process = run_program(port);
    if (process < 0) return nullptr;
    auto subject = std::make_unique<ProgramSubject>(port, process);
    if (subject->wait_until_it_answers()) return subject;
  }
  return nullptr;
}

bool ProgramSubject::wait_until_it_answers() {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{30};
  while (std::chrono::steady_clock::now() < deadline) {
    if (::waitpid(process_, nullptr, WNOHANG) == process_) {
      process_ = -1;
      return false;
    }
    WireRequest request;
    request.method = "GET";
    request.url = origin() + "/_double/health";
    if (const auto answer = transport_.send(request); answer && answer->status == 200) return true;
    ::poll(nullptr, 0, 10);  // nothing to wait on until it listens
  }
  return false;
}

ProgramSubject::~ProgramSubject() {
  if (process_ <= 0) return;
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
}

}  // namespace sd::portal
