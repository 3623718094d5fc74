/** `disclint check` as a process: findings of a file that is no text, and reports. Knows nothing of VS Code. */

import { execFile } from "node:child_process";

import type { Launch } from "./launch";

const CHECK_MS = 180_000; // a scan of many pages, or LibreOffice starting for the first time
const OUTPUT_BYTES = 64 * 1024 * 1024;

/** A finding as `--output-format json` gives it, as far as it is shown. */
export interface Finding {
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly url: string | null;
  readonly place: { readonly text: string } | null;
}

/** What came of a check: counts as in `summary`, and sentences on what could not be checked. */
export interface Outcome {
  readonly findings: readonly Finding[];
  readonly failures: readonly string[];
}

/** disclint could not do it: what it said. */
export class CheckError extends Error {}

/** Check a file; `options` are those of the command line. */
export async function check(launch: Launch, file: string, folder: string, options: readonly string[]): Promise<Outcome> {
  const done = await disclint(launch, ["check", "--output-format", "json", ...options, file], folder);
  return parse(done.stdout, done.stderr);
}

/** Write the report on a file into another one, as a page. */
export async function exportReport(
  launch: Launch,
  file: string,
  folder: string,
  options: readonly string[],
  target: string,
): Promise<void> {
  const done = await disclint(launch, ["check", "--output-format", `html=${target}`, ...options, file], folder);
  if (done.status > 1) throw new CheckError(done.stderr.trim());
}

/** The findings in the output of disclint; CheckError with what it said instead. */
export function parse(stdout: string, stderr: string): Outcome {
  let content: unknown;
  try {
    content = JSON.parse(stdout);
  } catch {
    throw new CheckError(stderr.trim() || "disclint 没有给出结果");
  }
  if (!isOutput(content)) throw new CheckError("disclint 的输出不是预期的格式，请更新扩展或 disclint");
  return {
    findings: content.findings,
    failures: (content.summary.failures ?? []).map((failure) => failure.message),
  };
}

/** What a finding says, with its place where no line can be shown. */
export function sentence(finding: Finding): string {
  return finding.place?.text ? `${finding.place.text}：${finding.message}` : finding.message;
}

interface Output {
  readonly version: 1;
  readonly findings: readonly Finding[];
  readonly summary: { readonly failures?: readonly { readonly message: string }[] };
}

function isOutput(content: unknown): content is Output {
  if (typeof content !== "object" || content === null) return false;
  return "version" in content && content.version === 1 && "findings" in content && Array.isArray(content.findings);
}

interface Done {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Run disclint to its end; exit codes above 1 mean that something went wrong. */
function disclint(launch: Launch, args: readonly string[], folder: string): Promise<Done> {
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, timeout: CHECK_MS, maxBuffer: OUTPUT_BYTES, encoding: "utf8" } as const;
    execFile(launch.command, [...launch.args, ...args], options, (error, stdout, stderr) => {
      const status = typeof error?.code === "number" ? error.code : error ? -1 : 0;
      if (error && status === -1) reject(new CheckError(error.killed ? "检查超时" : error.message));
      else resolve({ status, stdout, stderr });
    });
  });
}
