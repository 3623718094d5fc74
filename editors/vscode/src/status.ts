/** The status bar: whether the server runs, and what is wrong with the report at hand. */

import * as vscode from "vscode";

import type { Server, State } from "./server";
import { type Counts, inShort, inWords } from "./summary";

const STATES: Record<State, string> = {
  stopped: "$(circle-slash) disclint",
  starting: "$(sync~spin) disclint",
  running: "$(checklist) disclint",
  failed: "$(error) disclint",
};
const LANGUAGES = ["markdown", "plaintext", "html"];

export class Status implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly subscriptions: { dispose(): unknown }[];

  constructor(private readonly server: Server) {
    this.item = vscode.window.createStatusBarItem("disclint", vscode.StatusBarAlignment.Right, 100);
    this.item.name = "disclint";
    const show = () => {
      this.show();
    };
    this.subscriptions = [
      this.item,
      server.onDidChange(show),
      vscode.window.onDidChangeActiveTextEditor(show),
      vscode.languages.onDidChangeDiagnostics(show),
    ];
    this.show();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private show(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !LANGUAGES.includes(document.languageId)) {
      this.item.hide();
      return;
    }
    const counts = countsOf(document.uri);
    const running = this.server.state === "running";
    this.item.text = running ? inShort(counts) : STATES[this.server.state];
    this.item.tooltip = running ? `disclint：${inWords(counts)}` : "disclint 没有运行，点击重新启动";
    this.item.command = running ? "disclint.checkDocument" : "disclint.restart";
    this.item.show();
  }
}

/** What disclint says of a document. */
export function countsOf(uri: vscode.Uri): Counts {
  const ours = vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === "disclint");
  const count = (...severities: vscode.DiagnosticSeverity[]) =>
    ours.filter((diagnostic) => severities.includes(diagnostic.severity)).length;
  return {
    errors: count(vscode.DiagnosticSeverity.Error),
    warnings: count(vscode.DiagnosticSeverity.Warning),
    infos: count(vscode.DiagnosticSeverity.Information, vscode.DiagnosticSeverity.Hint),
  };
}
