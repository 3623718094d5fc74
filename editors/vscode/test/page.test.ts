import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { enclosed } from "../src/page";

suite("a report in a webview", () => {
  for (const [name, html] of [
    ["a whole page", '<!DOCTYPE html><html><head lang="zh"><script>evil()</script></head><body>x</body></html>'],
    ["a page without a head", "<!doctype html>\n<body>x</body>"],
    ["a piece of one", "<p>x</p>"],
  ] as const) {
    test(`${name} is under the policy before anything else of it`, () => {
      const page = enclosed(html);
      const policy = page.indexOf("Content-Security-Policy");
      assert.ok(policy > 0);
      assert.ok(policy < page.indexOf("x<"));
      assert.ok(!page.includes("<script>") || policy < page.indexOf("<script>"));
      assert.match(page, /^<!DOCTYPE html>/i);
      assert.equal(page.match(/<!doctype/gi)?.length, 1);
    });
  }

  test("the policy allows neither scripts nor the network", () => {
    const policy = /content="([^"]*)"/.exec(enclosed("<p>x</p>"))?.[1] ?? "";
    const directives = new Map(policy.split(";").map((each) => [each.trim().split(" ")[0], each.trim()]));
    assert.equal(directives.get("default-src"), "default-src 'none'");
    assert.equal(directives.has("script-src"), false);
    assert.doesNotMatch(policy, /https?:|\*/);
  });
});
