import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { CheckError, parse, sentence } from "../src/check";

const FINDING = {
  code: "B402",
  severity: "error",
  message: "合计不符",
  url: null,
  place: { text: "第2张表第27行第10列" },
};

suite("what disclint says of a file", () => {
  test("findings and failures", () => {
    const output = { version: 1, findings: [FINDING], summary: { failures: [{ filename: "a", message: "没读完" }] } };
    assert.deepEqual(parse(JSON.stringify(output), ""), { findings: [FINDING], failures: ["没读完"] });
  });

  test("a sentence has its place where no line can be shown", () => {
    const { findings } = parse(JSON.stringify({ version: 1, findings: [FINDING], summary: {} }), "");
    assert.equal(findings[0] && sentence(findings[0]), "第2张表第27行第10列：合计不符");
    assert.equal(findings[0] && sentence({ ...findings[0], place: null }), "合计不符");
  });

  for (const [name, stdout, stderr, expected] of [
    ["its complaint, where it has no output", "", "disclint: 没有这个文件", /没有这个文件/],
    ["nothing at all", "", "", /没有给出结果/],
    ["another format", '{"version": 2, "findings": []}', "", /请更新/],
    ["no object", "[1]", "", /请更新/],
  ] as const) {
    test(name, () => {
      assert.throws(
        () => parse(stdout, stderr),
        (error: unknown) => error instanceof CheckError && expected.test(error.message),
      );
    });
  }
});
