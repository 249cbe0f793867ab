-- A dissector for Wireshark: the messages of the course, which are frames of 128 bytes (text, a NUL, and bytes without a
-- meaning), over TCP and over UDP, on port 30000. The time service and the echo service use that port, too: a time reply is
-- recognised, and what is not a frame is shown as text.
--
-- Put this file into Wireshark's folder "Personal Lua Plugins" (Help > About Wireshark > Folders), then Ctrl+Shift+L.
-- Other ports: Edit > Preferences > Protocols > NETPROG, or "Decode As ..." on a packet.

local FRAME = 128

local netprog = Proto("netprog", "Network programming course")

local f = {
  frame = ProtoField.bytes("netprog.frame", "Frame"),
  text = ProtoField.string("netprog.text", "Text", base.UNICODE),
  garbage = ProtoField.bytes("netprog.garbage", "Bytes behind the NUL, without meaning"),
  kind = ProtoField.string("netprog.kind", "Kind"),
  op = ProtoField.uint8("netprog.op", "Operation", base.DEC,
    { [1] = "lower case to upper case", [2] = "upper case to lower case", [3] = "swap", [4] = "end" }),
  status = ProtoField.uint16("netprog.status", "Status", base.DEC,
    { [200] = "done", [400] = "bad request", [401] = "invalid id", [402] = "invalid password", [403] = "login required" }),
  id = ProtoField.string("netprog.id", "Id", base.UNICODE),
  password = ProtoField.string("netprog.password", "Password (plain text)", base.UNICODE),
  time = ProtoField.string("netprog.time", "Time (ctime)"),
  data = ProtoField.string("netprog.data", "Text without a frame", base.UNICODE),
}
for _, field in pairs(f) do
  table.insert(netprog.fields, field)
end

local short = ProtoExpert.new("netprog.short", "Shorter than a frame", expert.group.PROTOCOL, expert.severity.NOTE)
local unclean = ProtoExpert.new("netprog.nonul", "No NUL in 128 bytes", expert.group.PROTOCOL, expert.severity.WARN)
netprog.experts = { short, unclean }

netprog.prefs.ports = Pref.range("Ports", "30000", "TCP and UDP ports of the course's programs", 65535)
netprog.prefs.charset = Pref.enum("Charset", 1, "How the programs encode characters",
  { { 1, "UTF-8", 1 }, { 2, "MS949 (Korean Windows)", 2 } }, false)

-- TCP conversations in which a frame was seen, by tcp.stream: there, a part of a frame waits for the rest of it.
local speaks_frames = {}
local begins = {} -- by packet and offset: whether a frame begins there
local stream_of = Field.new("tcp.stream")

function netprog.init()
  speaks_frames = {}
  begins = {}
end

local function encoding()
  if netprog.prefs.charset == 2 and ENC_EUC_KR then
    return ENC_EUC_KR
  end
  return ENC_UTF_8
end

local function find_nul(range)
  local bytes = range:bytes()
  for i = 0, bytes:len() - 1 do
    if bytes:get_index(i) == 0 then
      return i
    end
  end
  return nil
end

-- Adds operation, status, id and password as fields of their own; returns the kind of the message.
local function add_meaning(range, tree)
  local text = range:raw():gsub("\r?\n$", "")
  local id, password = text:match("^id=([^%s=]+) pass=(%S+)$")
  if id then
    tree:add_packet_field(f.id, range:range(3, #id), encoding())
    tree:add_packet_field(f.password, range:range(3 + #id + 6, #password), encoding())
    return "login"
  end
  local status = text:match("^(%d%d%d)$") or text:match("^(%d%d%d) ")
  if status == "200" or status == "400" or status == "401" or status == "402" or status == "403" then
    tree:add(f.status, range:range(0, 3), tonumber(status))
    return "reply"
  end
  local op = text:match("^([1-4])$") or text:match("^([1-4]) ")
  if op then
    tree:add(f.op, range:range(0, 1), tonumber(op))
    return "request"
  end
  if text == "Welcome to Server!!" then
    return "greeting"
  end
  return "text"
end

local function shown(range)
  return (range:string(encoding()):gsub("[%c]", " "):gsub("%s+$", ""))
end

-- One frame: 128 bytes, over UDP also fewer.
local function dissect_frame(range, pinfo, root)
  local tree = root:add(netprog, range)
  tree:add(f.frame, range):set_hidden()
  local nul = find_nul(range)
  local length = nul or range:len()
  local kind = "text"
  if length > 0 then
    local text = range:range(0, length)
    tree:add_packet_field(f.text, text, encoding())
    kind = add_meaning(text, tree)
    tree:append_text(', "' .. shown(text) .. '"')
  else
    tree:add(f.text, range:range(0, 0), "")
  end
  tree:add(f.kind, kind):set_generated()
  if nul and nul + 1 < range:len() then
    tree:add(f.garbage, range:range(nul + 1))
  end
  if range:len() < FRAME then
    tree:add_proto_expert_info(short)
  elseif not nul then
    tree:add_proto_expert_info(unclean)
  end
  pinfo.cols.info:append(" [" .. kind .. (length > 0 and ': "' .. shown(range:range(0, length)) .. '"]' or "]"))
end

local function is_time(range)
  return range:len() == 26
    and range:raw():match("^%a%a%a %a%a%a [ %d]%d %d%d:%d%d:%d%d %d%d%d%d\n%z$") ~= nil
end

local function dissect_other(range, pinfo, root)
  local tree = root:add(netprog, range)
  local kind = "data"
  if is_time(range) then
    kind = "time"
    tree:add(f.time, range:range(0, 24))
    tree:append_text(", " .. range:range(0, 24):string())
  else
    tree:add_packet_field(f.data, range, encoding())
  end
  tree:add(f.kind, kind):set_generated()
  pinfo.cols.info:append(" [" .. kind .. "]")
end

-- Whether fewer than 128 bytes are the beginning of a frame: they hold a NUL, or look like one of the messages.
local function reads_like_a_frame(range, stream)
  local text = range:raw()
  if is_time(range) then
    return false
  elseif speaks_frames[stream] or find_nul(range) then
    return true
  elseif text:sub(-1) == "\n" then
    return false -- a line of the echo service
  end
  return text:match("^id=") ~= nil or text:match("^[1-4] ") ~= nil or text:match("^[24]%d%d ") ~= nil
    or text:match("^Welcome") ~= nil
end

-- The first answer stays: later more is known, but Wireshark must reassemble the same segments.
local function begins_frame(range, stream, pinfo, offset)
  local key = pinfo.number .. "/" .. offset
  if begins[key] == nil or not pinfo.visited then
    begins[key] = reads_like_a_frame(range, stream)
  end
  return begins[key]
end

local function dissect_tcp(buffer, pinfo, root)
  local stream = stream_of().value
  local offset = 0
  while offset < buffer:len() do
    local left = buffer:len() - offset
    local range = buffer:range(offset)
    if left >= FRAME and (speaks_frames[stream] or find_nul(buffer:range(offset, FRAME))) then
      speaks_frames[stream] = true
      dissect_frame(buffer:range(offset, FRAME), pinfo, root)
      offset = offset + FRAME
    elseif left < FRAME and begins_frame(range, stream, pinfo, offset) then
      pinfo.desegment_offset = offset
      pinfo.desegment_len = FRAME - left
      return
    else
      dissect_other(range, pinfo, root)
      return
    end
  end
end

local function dissect_udp(buffer, pinfo, root)
  local range = buffer:range(0, math.min(FRAME, buffer:len()))
  local text = range:raw()
  local short_frame = text:match("^id=") or text:match("^[1-4] ") or text:match("^[1-4]$") or text:match("^[1-4]%z")
    or text:match("^[24]%d%d ")
  if buffer:len() >= FRAME and find_nul(range) or short_frame then
    dissect_frame(range, pinfo, root)
  else
    dissect_other(buffer:range(), pinfo, root)
  end
end

function netprog.dissector(buffer, pinfo, root)
  if buffer:len() == 0 then
    return 0
  end
  pinfo.cols.protocol = "NETPROG"
  pinfo.cols.info = pinfo.src_port .. " > " .. pinfo.dst_port
  if stream_of() then
    dissect_tcp(buffer, pinfo, root)
  else
    dissect_udp(buffer, pinfo, root)
  end
  return buffer:len()
end

local tcp_ports = DissectorTable.get("tcp.port")
local udp_ports = DissectorTable.get("udp.port")
local registered = netprog.prefs.ports
tcp_ports:add(registered, netprog)
udp_ports:add(registered, netprog)
tcp_ports:add_for_decode_as(netprog)
udp_ports:add_for_decode_as(netprog)

function netprog.prefs_changed()
  if registered ~= netprog.prefs.ports then
    tcp_ports:remove(registered, netprog)
    udp_ports:remove(registered, netprog)
    registered = netprog.prefs.ports
    tcp_ports:add(registered, netprog)
    udp_ports:add(registered, netprog)
  end
end
