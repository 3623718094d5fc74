/** Counts of findings in words. Knows nothing of VS Code. */

/** How many of each severity. */
export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

/** "3 个错误，5 个警告", or that nothing was found. */
export function inWords(counts: Counts): string {
  const parts = [
    [counts.errors, "个错误"],
    [counts.warnings, "个警告"],
    [counts.infos, "个提示"],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return told.length > 0 ? told.join("，") : "没有发现问题";
}

/** The text of the status bar, with icons of VS Code. */
export function inShort(counts: Counts): string {
  if (counts.errors + counts.warnings + counts.infos === 0) return "$(check) 年报";
  const errors = counts.errors > 0 ? ` $(error) ${counts.errors}` : "";
  const others = counts.warnings + counts.infos > 0 ? ` $(warning) ${counts.warnings + counts.infos}` : "";
  return `年报${errors}${others}`;
}
