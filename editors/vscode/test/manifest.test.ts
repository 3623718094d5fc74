import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";

const ROOT = join(__dirname, "..", "..");
const read = (name: string) => readFileSync(join(ROOT, name), "utf8");

interface Manifest {
  contributes: {
    commands: { command: string; title: string }[];
    configuration: { properties: Record<string, { default: unknown }> };
    problemMatchers: { pattern: { regexp: string; file: number; line: number; column: number; code: number } }[];
  };
}

const { contributes } = JSON.parse(read("package.json")) as Manifest;

suite("the manifest", () => {
  test("has the commands that are registered, and no others", () => {
    const registered = [...read("src/commands.ts").matchAll(/register\("(\w+)"/g)].map((match) => match[1]);
    const offered = contributes.commands.map(({ command }) => command.replace("disclint.", ""));
    assert.deepEqual([...offered, "suppressWithReason"].sort(), registered.sort());
    for (const title of ["检查当前年报", "检查工作区", "导出报告"]) {
      assert.ok(contributes.commands.some((command) => command.title === title));
    }
  });

  test("has settings for all that the source asks for", () => {
    const source = read("src/server.ts") + read("src/commands.ts");
    for (const name of Object.keys(contributes.configuration.properties)) {
      assert.ok(source.includes(name.replace("disclint.", "")), name);
    }
  });

  test("matches the lines of disclint", () => {
    const pattern = contributes.problemMatchers[0]?.pattern;
    assert.ok(pattern);
    const match = new RegExp(pattern.regexp).exec("年报/a b.md:47:53: B403[applicants-total] [*] 合计不符：11");
    assert.deepEqual(
      [match?.[pattern.file], match?.[pattern.line], match?.[pattern.column], match?.[pattern.code]],
      ["年报/a b.md", "47", "53", "B403"],
    );
    assert.equal(new RegExp(pattern.regexp).exec("共检查 1 个文件：3 个错误，5 个警告"), null);
  });
});
