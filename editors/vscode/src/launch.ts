/** How disclint is started: what was set, else the selected Python environment, else PATH. Knows nothing of VS Code. */

import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const PROBE_MS = 15_000;

/** A command line, to be followed by the arguments of disclint. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly version: string;
}

/** Where disclint may be. */
export interface Places {
  /** The setting `disclint.path`: the program itself. */
  readonly path?: string;
  /** The setting `disclint.interpreter`. */
  readonly interpreter?: string;
  /** The interpreter selected in the Python extension. */
  readonly selected?: string;
}

type Candidate = Omit<Launch, "version">;

/** Nothing was found; the message says what was tried. */
export class NotFoundError extends Error {}

/** What to try, in order. What was set is tried alone: another disclint would be a surprise. */
export function candidates(places: Places): Candidate[] {
  if (places.path) return [{ command: places.path, args: [] }];
  if (places.interpreter) return [asModule(places.interpreter)];
  const selected = places.selected ? [asModule(places.selected)] : [];
  return [...selected, { command: "disclint", args: [] }];
}

/** The first of the candidates that is disclint. */
export async function find(places: Places): Promise<Launch> {
  const tried: string[] = [];
  for (const candidate of candidates(places)) {
    const words = [candidate.command, ...candidate.args].join(" ");
    try {
      const { stdout } = await run(candidate.command, [...candidate.args, "--version"], { timeout: PROBE_MS });
      const version = /^disclint (\S+)/.exec(stdout)?.[1];
      if (version) return { ...candidate, version };
      tried.push(`${words}：不是 disclint`);
    } catch (error) {
      tried.push(`${words}：${firstLine(error)}`);
    }
  }
  throw new NotFoundError(tried.join("；"));
}

// -P: nothing is imported from the workspace.
function asModule(interpreter: string): Candidate {
  return { command: interpreter, args: ["-P", "-m", "disclint"] };
}

function firstLine(error: unknown): string {
  const said = typeof error === "object" && error !== null && "stderr" in error ? String(error.stderr).trim() : "";
  const text = said || (error instanceof Error ? error.message : String(error));
  return text.split("\n").at(-1) ?? text;
}
