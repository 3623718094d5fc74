/** A report of disclint as a page of a webview. Knows nothing of VS Code. */

// No script, nothing from the network; the styles are those the report brings.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'";

/** The page under a policy that lets it do nothing but be looked at. */
export function enclosed(html: string): string {
  const meta = `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`;
  // Before anything else: a policy holds for what comes after it.
  const head = /<head\b[^>]*>/i.exec(html);
  if (head) return html.slice(0, head.index + head[0].length) + meta + html.slice(head.index + head[0].length);
  const doctype = /^\s*<!doctype[^>]*>/i.exec(html)?.[0] ?? "<!DOCTYPE html>";
  return `${doctype}<head>${meta}</head>${html.replace(/^\s*<!doctype[^>]*>/i, "")}`;
}
