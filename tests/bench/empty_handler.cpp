// The yardstick of the load test: a cpprestsdk listener that reads the body and answers 200 with two bytes,
// nothing else. Uses the library directly, so that what our own listener adds is measured too.
//   empty_handler PORT
#include <cpprest/http_listener.h>
#include <pplx/threadpool.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: empty_handler PORT\n";
    return 2;
  }
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTERM);
  sigaddset(&stop, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  crossplat::threadpool::initialize_with_threads(8);
  web::http::experimental::listener::http_listener listener("http://127.0.0.1:" + std::string(argv[1]));
  listener.support([](const web::http::http_request& request) {
    request.content_ready().then([](const pplx::task<web::http::http_request>& received) {
      try {
        received.get().reply(web::http::status_codes::OK, "{}", "application/json");
      } catch (const std::exception&) {  // the client went away
      }
    });
  });
  listener.open().get();
  int signal = 0;
  sigwait(&stop, &signal);
  std::_Exit(0);
}
