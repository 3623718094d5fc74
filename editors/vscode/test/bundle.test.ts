/** What is packed is whole: everything but VS Code itself is in it. (VS Code cannot be had from a package registry.) */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import Module from "node:module";
import { join } from "node:path";
import { suite, test } from "node:test";

const SOURCES = join(__dirname, "..", "..", "src");

type Load = (request: string, ...rest: unknown[]) => unknown;

suite("the bundle", () => {
  test("loads with nothing beside it but VS Code", () => {
    const loader = Module as unknown as { _load: Load };
    const load = loader._load;
    const asked = new Set<string>();
    // Anything of it is a class with anything in it: enough for classes that extend those of VS Code.
    const anything: unknown = new Proxy(Object, {
      get: (target, name) => (name === "prototype" ? target.prototype : anything),
    });
    const sources = readdirSync(SOURCES).map((name) => readFileSync(join(SOURCES, name), "utf8"));
    const names = [...sources.join("\n").matchAll(/\bvscode\.(\w+)/g)].map((match) => match[1] ?? "");
    const own = Object.fromEntries(names.map((name) => [name, anything]));
    const vscode: unknown = new Proxy(own, { get: () => anything });
    loader._load = (request, ...rest) => {
      asked.add(request);
      return request === "vscode" ? vscode : load(request, ...rest);
    };
    try {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- at run time, after the build
      const extension = require(join(__dirname, "..", "..", "dist", "extension.js")) as Record<string, unknown>;
      assert.equal(typeof extension.activate, "function");
      assert.equal(typeof extension.deactivate, "function");
    } finally {
      loader._load = load;
    }
    const foreign = [...asked].filter((name) => !name.startsWith("/") && !Module.isBuiltin(name));
    assert.deepEqual(foreign, ["vscode"]);
  });
});
