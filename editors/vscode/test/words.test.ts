import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { inShort, inWords } from "../src/summary";
import { asPlace } from "../src/suppression";

suite("counts", () => {
  for (const [errors, warnings, infos, words, short] of [
    [0, 0, 0, "没有发现问题", "$(check) 年报"],
    [3, 5, 0, "3 个错误，5 个警告", "年报 $(error) 3 $(warning) 5"],
    [0, 0, 2, "2 个提示", "年报 $(warning) 2"],
    [1, 0, 1, "1 个错误，1 个提示", "年报 $(error) 1 $(warning) 1"],
  ] as const) {
    test(words, () => {
      assert.equal(inWords({ errors, warnings, infos }), words);
      assert.equal(inShort({ errors, warnings, infos }), short);
    });
  }
});

suite("what is to be suppressed", () => {
  const place = { uri: "file:///a", code: "B402", path: "requests/result_total/total", message: "合计不符" };
  test("as the server hands it over", () => {
    assert.deepEqual(asPlace(place), place);
    assert.deepEqual(asPlace({ ...place, message: undefined }), { ...place, message: "" });
  });
  for (const wrong of [undefined, null, "x", {}, { ...place, code: 1 }, { ...place, path: undefined }]) {
    test(`not ${JSON.stringify(wrong)}`, () => {
      assert.equal(asPlace(wrong), undefined);
    });
  }
});
