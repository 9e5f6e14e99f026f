-- wrk script: one ONTASKUPDATE after another, as the portal posts them; each names another task.
local member = os.getenv("SD_MEMBER")
local token = os.getenv("SD_TOKEN")
local n = 0
local head = "event=ONTASKUPDATE&event_handler_id=735&data%5BFIELDS_BEFORE%5D%5BID%5D="
local middle = "&data%5BFIELDS_AFTER%5D%5BID%5D="
local tail = "&data%5BIS_ACCESSIBLE_BEFORE%5D=undefined&data%5BIS_ACCESSIBLE_AFTER%5D=undefined&ts=1766000000" ..
  "&auth%5Baccess_token%5D=00000000000000000000000000000000&auth%5Bexpires%5D=1766003600&auth%5Bexpires_in%5D=3600" ..
  "&auth%5Bscope%5D=task&auth%5Bdomain%5D=portal.example.com" ..
  "&auth%5Bserver_endpoint%5D=https%3A%2F%2Foauth.example.com%2Frest%2F&auth%5Bstatus%5D=L" ..
  "&auth%5Bclient_endpoint%5D=https%3A%2F%2Fportal.example.com%2Frest%2F&auth%5Bmember_id%5D=" .. member ..
  "&auth%5Buser_id%5D=17&auth%5Bapplication_token%5D=" .. token
local headers = { ["Content-Type"] = "application/x-www-form-urlencoded" }

function request()
  n = n + 1
  local id = 1000000 + n % 5000
  return wrk.format("POST", "/b24/event", headers, head .. id .. middle .. id .. tail)
end

function done(summary, latency, requests)
  local refused = summary.errors.status
  local broken = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format("RESULT {\"requests\":%d,\"seconds\":%.6f,\"refused\":%d,\"broken\":%d,\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f}\n",
    summary.requests, summary.duration / 1e6, refused, broken,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
