-- Each connection rests so many milliseconds before a request, so that the load does not wait for the answers.
local pause = tonumber(os.getenv("PAUSE_MILLIS"))
function delay()
    return pause
end
