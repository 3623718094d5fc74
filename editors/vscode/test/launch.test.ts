import assert from "node:assert/strict";
import { chmod, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";

import { candidates, find, NotFoundError } from "../src/launch";

async function program(text: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "disclint-test-")), "program");
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
  return path;
}

suite("where disclint is looked for", () => {
  const cases: [string, Parameters<typeof candidates>[0], string[]][] = [
    ["PATH when nothing is known", {}, ["disclint"]],
    ["the selected environment before PATH", { selected: "/e/python" }, ["/e/python -P -m disclint", "disclint"]],
    ["an interpreter that was set, alone", { interpreter: "/i", selected: "/e" }, ["/i -P -m disclint"]],
    ["a program that was set, before all", { path: "/p", interpreter: "/i", selected: "/e" }, ["/p"]],
    ["empty settings are none", { path: "", interpreter: "", selected: "" }, ["disclint"]],
  ];
  for (const [name, places, expected] of cases) {
    test(name, () => {
      assert.deepEqual(
        candidates(places).map(({ command, args }) => [command, ...args].join(" ")),
        expected,
      );
    });
  }
});

suite("which one is taken", { skip: process.platform === "win32" && "shell scripts" }, () => {
  test("one that says it is disclint", async () => {
    const path = await program("echo disclint 1.2.3");
    assert.deepEqual(await find({ path }), { command: path, args: [], version: "1.2.3" });
  });

  test("the next one, where an environment has no disclint", async () => {
    const selected = await program('echo "No module named disclint" >&2; exit 1');
    const before = process.env.PATH;
    const path = await program("echo disclint 0.9");
    process.env.PATH = join(path, "..");
    try {
      await writeFile(join(path, "..", "disclint"), "#!/bin/sh\necho disclint 0.9\n", { mode: 0o755 });
      assert.equal((await find({ selected })).command, "disclint");
    } finally {
      process.env.PATH = before;
    }
  });

  test("none: the message says what was tried and why not", async () => {
    const broken = await program('echo "No module named disclint" >&2; exit 1');
    const wrong = await program("echo something else");
    await assert.rejects(find({ interpreter: broken }), (error: unknown) => {
      assert.ok(error instanceof NotFoundError);
      assert.match(error.message, /No module named disclint/);
      return true;
    });
    await assert.rejects(find({ path: wrong }), /不是 disclint/);
    await assert.rejects(find({ path: "/nowhere/disclint" }), /ENOENT/);
  });
});
