/** The real server, found as the extension finds it, spoken to through the library the extension speaks through. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { pathToFileURL } from "node:url";

import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

import { check, exportReport } from "../src/check";
import { find } from "../src/launch";

// The Python of an environment with disclint[lsp]; the tests of the project set it.
const python = process.env.DISCLINT_TEST_PYTHON;
const LANGUAGE = ["--lang", "zh"];
const EXAMPLE = join(__dirname, "..", "..", "..", "..", "examples", "青禾县教育局2019年（有问题）.md");

interface Report {
  items: { code?: string; source?: string; relatedInformation?: unknown[] }[];
}

suite("disclint itself", { skip: !python && "DISCLINT_TEST_PYTHON is not set" }, () => {
  test("the server finds what is wrong, and leaves when told", async () => {
    const launch = await find({ interpreter: python ?? "" });
    const child = spawn(launch.command, [...launch.args, "server"], { stdio: ["pipe", "pipe", "inherit"] });
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.listen();
    const capabilities = { textDocument: { diagnostic: { relatedInformation: true } } };
    const initializationOptions = { language: "", debounce: 0, inlayHints: "differs", asksForReason: true };
    await connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities, initializationOptions });
    await connection.sendNotification("initialized", {});
    const uri = pathToFileURL(EXAMPLE).toString();
    const text = await readFile(EXAMPLE, "utf8");
    const textDocument = { uri, languageId: "markdown", version: 1, text };
    await connection.sendNotification("textDocument/didOpen", { textDocument });
    const report = await connection.sendRequest<Report>("textDocument/diagnostic", { textDocument: { uri } });
    const total = report.items.find(({ code }) => code === "B402");
    assert.equal(total?.source, "disclint");
    assert.ok((total.relatedInformation?.length ?? 0) > 0);
    await connection.sendRequest("shutdown");
    await connection.sendNotification("exit");
    const status = await new Promise((resolve) => child.on("exit", resolve));
    assert.equal(status, 0);
    connection.dispose();
  });

  test("a file is checked from outside", async () => {
    const launch = await find({ interpreter: python ?? "" });
    const folder = await mkdtemp(join(tmpdir(), "disclint-test-"));
    try {
      const file = join(folder, "年 报.md");
      await writeFile(file, await readFile(EXAMPLE));
      const outcome = await check(launch, file, folder, LANGUAGE);
      assert.ok(outcome.findings.some(({ code, severity }) => code === "B402" && severity === "error"));
      assert.deepEqual(outcome.failures, []);
      const missing = await check(launch, join(folder, "没有.docx"), folder, LANGUAGE);
      assert.match(missing.failures.join(), /没有这个文件/);
      await exportReport(launch, file, folder, LANGUAGE, join(folder, "r.html"));
      assert.match(await readFile(join(folder, "r.html"), "utf8"), /B402/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
