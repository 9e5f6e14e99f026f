# MySQL Connector/C++ 1.1 ships no CMake config on Debian. Defines MySqlCppConn::MySqlCppConn.
find_path(MYSQLCPPCONN_INCLUDE_DIR mysql_driver.h)
find_library(MYSQLCPPCONN_LIBRARY mysqlcppconn)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(MySqlCppConn REQUIRED_VARS MYSQLCPPCONN_LIBRARY MYSQLCPPCONN_INCLUDE_DIR)
if(MySqlCppConn_FOUND AND NOT TARGET MySqlCppConn::MySqlCppConn)
  add_library(MySqlCppConn::MySqlCppConn UNKNOWN IMPORTED)
  set_target_properties(MySqlCppConn::MySqlCppConn PROPERTIES IMPORTED_LOCATION ${MYSQLCPPCONN_LIBRARY}
                        INTERFACE_INCLUDE_DIRECTORIES ${MYSQLCPPCONN_INCLUDE_DIR})
endif()
