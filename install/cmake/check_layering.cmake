# Run by ctest with -DROOT=<checkout>. Fails, naming file and line, where the layers of
# architecture.md 2 are crossed in a way that linking cannot enforce.
set(broken "")

# forbid(what files regex): no line of the files may match.
function(forbid what regex)
  foreach(file IN LISTS ARGN)
    file(STRINGS ${ROOT}${file} hits REGEX "${regex}")
    foreach(hit IN LISTS hits)
      string(SUBSTRING ${file} 1 -1 name)
      string(STRIP "${hit}" hit)
      set(broken "${broken}\n  ${name}: ${hit}   (${what})")
    endforeach()
  endforeach()
  set(broken "${broken}" PARENT_SCOPE)
endfunction()

file(GLOB_RECURSE product ${ROOT}/extension/*.h ${ROOT}/extension/*.cpp ${ROOT}/kanban/*.h ${ROOT}/kanban/*.cpp
     ${ROOT}/webhooks/*.h ${ROOT}/webhooks/*.cpp ${ROOT}/reports/*.h ${ROOT}/reports/*.cpp
     ${ROOT}/manifests/*.h ${ROOT}/manifests/*.cpp ${ROOT}/install/*.h ${ROOT}/install/*.cpp)
list(FILTER product EXCLUDE REGEX "/node_modules/")
# From the checkout on: where it lies must not decide which layer a file is in.
string(LENGTH "${ROOT}" root_length)
set(inside "")
foreach(file IN LISTS product)
  string(SUBSTRING ${file} ${root_length} -1 file)
  list(APPEND inside ${file})
endforeach()
set(product ${inside})

set(rules ${product})
list(FILTER rules INCLUDE REGEX "/(rules|extension/core)/")
set(use_cases ${product})
list(FILTER use_cases INCLUDE REGEX "/(kanban|webhooks|reports)/[^/]+$")
set(no_sql ${product})
list(FILTER no_sql EXCLUDE REGEX "/(sql|storage|portal_db)/")
set(no_server ${product})
list(FILTER no_server EXCLUDE REGEX "extension/http/listener\\.cpp$")
set(no_client ${product})
list(FILTER no_client EXCLUDE REGEX "extension/portal/cpprest_transport\\.cpp$")
set(no_clock ${product})
list(FILTER no_clock EXCLUDE REGEX "extension/core/clock\\.h$")
set(kanban ${product})
list(FILTER kanban INCLUDE REGEX "/kanban/")

set(libraries "#include <(soci|boost|cpprest|pplx|mysql|cppconn|fmt|spdlog|toml|sodium|prometheus)")
forbid("rules and core use the standard library only" "${libraries}" ${rules})
forbid("use cases link no third-party library" "${libraries}" ${use_cases})
forbid("SQL lives in sql/ and storage/" "\"[^\"]*(SELECT .* FROM|INSERT INTO|UPDATE [a-z_]+ SET|DELETE FROM)" ${no_sql})
forbid("only extension/http/listener.cpp" "#include <cpprest/http_listener" ${no_server})
forbid("only extension/portal/cpprest_transport.cpp" "#include <cpprest/http_client" ${no_client})
set(no_sheets ${product})
list(FILTER no_sheets EXCLUDE REGEX "reports/export/xlsx_file\\.cpp$")
forbid("only reports/export/xlsx_file.cpp" "#include <xlsxwriter" ${no_sheets})
forbid("the clock is an argument; only extension/core/clock.h reads it"
       "system_clock::now|std::time\\(|[^_]random_device" ${no_clock})
forbid("kanban knows neither webhooks nor reports" "#include \"(webhooks|reports)/" ${kanban})

if(broken)
  message(FATAL_ERROR "layering:${broken}")
endif()
