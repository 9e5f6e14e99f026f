# Every third-party library in one place. find_package decides; nobody edits paths. On Debian 12 the
# prefix of the rebuilt cpprestsdk comes from install/deps/cpprest.sh through CMAKE_PREFIX_PATH.
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(SOCI REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(prometheus-cpp REQUIRED)
find_package(date REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
find_package(cpprestsdk REQUIRED)
if(SD_BUILD_TESTS)
  find_package(GTest REQUIRED)
  include(GoogleTest)
endif()
if(SD_BUILD_BENCH)
  find_package(benchmark REQUIRED)
endif()

# cpprestsdk: its U() macro breaks Boost headers included later; its headers warn in C++20.
add_library(sd_cpprest INTERFACE)
target_compile_definitions(sd_cpprest INTERFACE _TURN_OFF_PLATFORM_STRING)
target_link_libraries(sd_cpprest INTERFACE cpprestsdk::cpprest OpenSSL::SSL OpenSSL::Crypto ZLIB::ZLIB)

add_library(sd_json INTERFACE)
target_link_libraries(sd_json INTERFACE Boost::json)
