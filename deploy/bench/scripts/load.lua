-- One request after the other of one kind, for product and raw server alike:
--   wrk -s load.lua URL -- KIND API_KEY FILE_OF_CONVERSATION_IDS CUSTOMER_ID
-- With PAUSE_MILLIS, each connection rests so long before a request, so that the load does not wait for the answers.
local make
local pause = tonumber(os.getenv("PAUSE_MILLIS"))
local run = tostring(os.time()) .. "-" .. tostring({}):sub(8)
local count = 0

-- A key that no request had before: what is replayed costs nothing.
local function fresh_key(headers)
   count = count + 1
   headers["Idempotency-Key"] = run .. "-" .. count
   return headers
end

local function read_lines(name)
   local lines = {}
   for line in io.lines(name) do lines[#lines + 1] = line end
   return lines
end

function init(arguments)
   local kind, key, file, customer = arguments[1], arguments[2], arguments[3], arguments[4]
   local ids = read_lines(file)
   local get = { ["Authorization"] = "Bearer " .. key }
   local post = { ["Authorization"] = "Bearer " .. key, ["Content-Type"] = "application/json" }
   local message = '{"body":"Thank you for waiting. I have looked into your account, and the transfer of last '
      .. 'Tuesday was sent back by the other bank. It will be with you again within two days."}'
   local conversation = '{"customer_id":"' .. customer .. '","subject":"Transfer sent back","channel":"chat",'
      .. '"language":"en","tags":["billing"],"attributes":{"order":"10017"}}'
   local function any() return ids[math.random(#ids)] end
   local kinds = {
      static = function() return wrk.format("GET", "/v1/workspace", get) end,
      get = function() return wrk.format("GET", "/v1/conversations/" .. any(), get) end,
      page = function() return wrk.format("GET", "/v1/conversations?limit=50", get) end,
      append = function()
         return wrk.format("POST", "/v1/conversations/" .. any() .. "/messages", fresh_key(post), message)
      end,
      create = function() return wrk.format("POST", "/v1/conversations", fresh_key(post), conversation) end,
   }
   math.randomseed(os.time())
   make = kinds[kind]
end

if pause then
   function delay() return pause end
end

function request()
   return make()
end

function done(summary, latency)
   local errors = summary.errors
   io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50),
      latency:percentile(99), errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
