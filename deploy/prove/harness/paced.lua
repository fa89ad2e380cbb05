-- Each connection rests so many milliseconds before a request, so that the load does not wait for the answers.
-- With a file of conversations, each request appends a message to one of them, under a key of its own.
local pause = tonumber(os.getenv("PAUSE_MILLIS") or "0")
local conversations = {}
local run = tostring(os.time()) .. "-" .. tostring({}):sub(8)
local count = 0

function delay()
    return pause
end

function init()
    local name = os.getenv("CONVERSATIONS")
    if name then
        for id in io.lines(name) do conversations[#conversations + 1] = id end
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "application/json"
        wrk.body = '{"body":"Thank you for waiting. The transfer of last Tuesday was sent back by the other bank."}'
    end
end

function request()
    if #conversations == 0 then
        return wrk.format()
    end
    count = count + 1
    wrk.headers["Idempotency-Key"] = run .. "-" .. count
    return wrk.format(nil, "/v1/conversations/" .. conversations[math.random(#conversations)] .. "/messages")
end
