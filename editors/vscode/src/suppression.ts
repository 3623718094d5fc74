/** What the server's action "不再提示此处…" hands over. Knows nothing of VS Code. */

/** Which finding is not to be told any more. */
export interface Place {
  readonly uri: string;
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** The argument of the command, if it is one. */
export function asPlace(argument: unknown): Place | undefined {
  if (typeof argument !== "object" || argument === null) return undefined;
  const { uri, code, path, message } = argument as Record<string, unknown>;
  if (typeof uri !== "string" || typeof code !== "string" || typeof path !== "string") return undefined;
  return { uri, code, path, message: typeof message === "string" ? message : "" };
}
