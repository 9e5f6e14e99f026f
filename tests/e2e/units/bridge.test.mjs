// The bridge's wire, by the samples an SDK really sends.
import assert from "node:assert/strict";
import test from "node:test";
import {
  applicationOptions,
  formatAnswer,
  frameName,
  frameSize,
  openablePath,
  parseMessage,
} from "../../portal/pages/bridge.js";

const kSid = "3c900e588b941b81eef07608e4253159";
const kKey = "0b6d1c0e-7a3d-4f0a-9d2b-1f6f2f3c9a11";

test("a command without params has an empty object", () => {
  assert.deepEqual(parseMessage(`getInitData:${kKey}:${kSid}`), {
    command: "getInitData",
    params: {},
    callback: kKey,
    sid: kSid,
  });
});

test("colons inside the params stay there", () => {
  const message = parseMessage(`openPath:{"path":"/a:b/","at":"10:00:00"}:${kKey}:${kSid}`);
  assert.deepEqual(message.params, { path: "/a:b/", at: "10:00:00" });
  assert.equal(message.callback, kKey);
});

test("a raw value is kept as text", () => {
  assert.equal(parseMessage(`setValue:half:past:${kKey}:${kSid}`).params, "half:past");
});

test("the oldest form has no callback", () => {
  assert.deepEqual(parseMessage(`reloadWindow:${kSid}`), {
    command: "reloadWindow",
    params: {},
    callback: "",
    sid: kSid,
  });
});

test("a command with a colon in its name comes as an object", () => {
  const message = parseMessage({
    method: "im:setTextareaContent",
    params: { text: "x", isRawValue: false },
    callback: kKey,
    appSid: kSid,
    requestId: undefined,
  });
  assert.equal(message.command, "im:setTextareaContent");
  assert.equal(message.params.text, "x");
  assert.equal(message.sid, kSid);
});

test("anything else is no message", () => {
  for (const data of [null, undefined, 7, "", "getInitData", {}, { params: {} }, []]) {
    assert.equal(parseMessage(data), null);
  }
});

test("an answer is one string, with an empty data part when there is no value", () => {
  assert.equal(formatAnswer(kKey, { result: "close" }), `${kKey}:{"result":"close"}`);
  assert.equal(formatAnswer(kKey, null), `${kKey}:null`);
  assert.equal(formatAnswer(kKey, undefined), `${kKey}:`);
});

test("the frame's name holds host, protocol and sid", () => {
  assert.equal(frameName("portal.example.com", true, kSid), `portal.example.com|1|${kSid}`);
  assert.equal(frameName("127.0.0.1:8801", false, kSid), `127.0.0.1:8801|0|${kSid}`);
});

test("a path is opened behind the prefix that chooses the width", () => {
  const origin = "http://127.0.0.1:8801";
  const prefixes = [
    "/crm/type/0/details/0/../../../../..",
    "/company/personal/user/0/groups/create/../../../../../..",
    "/workgroups/group/0/card/../../../..",
    "/crm/deal/../..",
    "",
  ];
  for (const prefix of prefixes) {
    assert.equal(
      openablePath(`${prefix}/workgroups/group/77/tasks/task/view/8017/?IFRAME=Y&IFRAME_TYPE=SIDE_SLIDER`, origin, 3),
      "/workgroups/group/77/tasks/task/view/8017/?IFRAME=Y&IFRAME_TYPE=SIDE_SLIDER&from=rest_placement&from_app=3",
    );
  }
});

test("other paths are not opened", () => {
  const origin = "http://127.0.0.1:8801";
  for (const path of [
    "/bitrix/admin/",
    "/crm/type/0/details/0/../../../../../bitrix/admin/?IFRAME=Y",
    "//evil.example/workgroups/group/77/",
    "https://evil.example/crm/deal/",
    "/workgroups/group/x/",
    undefined,
    7,
  ]) {
    assert.equal(openablePath(path, origin, 3), null, String(path));
  }
});

test("an application opened by itself gets its own params only", () => {
  assert.deepEqual(applicationOptions({ route: "x", bx24_width: 500, bx24_title: "t" }), {
    route: "x",
    IFRAME: "Y",
    IFRAME_TYPE: "SIDE_SLIDER",
  });
  assert.deepEqual(applicationOptions("junk"), { IFRAME: "Y", IFRAME_TYPE: "SIDE_SLIDER" });
});

test("a size is bounded", () => {
  assert.deepEqual(frameSize({ width: 900, height: 700 }), { width: 900, height: 700 });
  assert.deepEqual(frameSize({ width: "100%", height: 1e9 }), { width: "100%", height: 20000 });
  assert.deepEqual(frameSize("junk"), { width: 200, height: 100 });
});
