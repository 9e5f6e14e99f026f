# sd_library(name SOURCES ... [DEPENDS ...] [APART]): a static library with the project's warnings.
# sd_program(name SOURCES ... [DEPENDS ...] [APART]): an executable with the same.
# Presets that build everything from nothing (dev, release) compile a dozen sources of a target as one: reading
# the headers once makes the difference between twenty minutes and an hour. APART: never so, because its sources use
# one name for different things.
add_library(sd_warnings INTERFACE)
target_compile_options(sd_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 sees an overlap in std::string's operator+ when it optimises; there is none (GCC bug 105651).
  target_compile_options(sd_warnings INTERFACE -Wno-restrict)
endif()
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Both speak of the neighbours in one file; the quick preset, which compiles each source by itself, keeps them.
  target_compile_options(sd_warnings INTERFACE -Wno-shadow -Wno-subobject-linkage)
endif()

add_library(sd_sanitize INTERFACE)
if(SD_SANITIZE)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Instrumented code hides from GCC what is set where; the release build keeps this warning.
    target_compile_options(sd_warnings INTERFACE -Wno-maybe-uninitialized)
  endif()
  # vptr: Debian's SOCI hides the typeinfo UBSan asks for.
  set(flags -fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  target_compile_options(sd_sanitize INTERFACE ${flags})
  target_link_options(sd_sanitize INTERFACE ${flags})
endif()

# What an input can reach is built so that the fuzzer sees which branches it takes; the tests themselves are not.
add_library(sd_fuzzed INTERFACE)
if(SD_BUILD_FUZZ)
  target_compile_options(sd_fuzzed INTERFACE -fsanitize=fuzzer-no-link)
endif()

function(sd_library name)
  cmake_parse_arguments(ARG "APART" "" "SOURCES;DEPENDS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  if(ARG_APART)
    set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)
  endif()
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ARG_DEPENDS} sd_sanitize PRIVATE $<BUILD_INTERFACE:sd_warnings> $<BUILD_INTERFACE:sd_fuzzed>)
endfunction()

function(sd_program name)
  cmake_parse_arguments(ARG "APART" "" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  if(ARG_APART)
    set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)
  endif()
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${ARG_DEPENDS} sd_sanitize $<BUILD_INTERFACE:sd_warnings>)
endfunction()
