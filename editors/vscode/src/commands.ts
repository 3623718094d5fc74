/** The commands of the palette and the explorer. */

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

import * as vscode from "vscode";

import { check, exportReport, type Finding, sentence } from "./check";
import type { Launch } from "./launch";
import { enclosed } from "./page";
import type { Server } from "./server";
import { countsOf } from "./status";
import { inWords } from "./summary";
import { asPlace } from "./suppression";

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

export class Commands implements vscode.Disposable {
  /** What was found in files no editor shows. */
  private readonly found = vscode.languages.createDiagnosticCollection("disclint-files");
  private readonly subscriptions: { dispose(): unknown }[];

  constructor(
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const register = (name: string, work: (argument?: unknown) => Promise<void>) =>
      vscode.commands.registerCommand(`disclint.${name}`, async (argument?: unknown) => {
        try {
          await work(argument);
        } catch (error) {
          this.log.error(String(error));
          void vscode.window.showErrorMessage(`disclint：${error instanceof Error ? error.message : String(error)}`);
        }
      });
    this.subscriptions = [
      this.found,
      register("checkDocument", () => this.checkDocument()),
      register("checkWorkspaceFolders", () => this.checkWorkspace()),
      register("checkFile", (uri) => this.checkFile(uri)),
      register("exportReport", (uri) => this.exportReport(uri)),
      register("suppressWithReason", (place) => this.suppress(place)),
      register("restart", () => this.server.restart()),
      register("showLog", () => {
        this.log.show();
        return Promise.resolve();
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async checkDocument(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor) {
      void vscode.window.showInformationMessage("请先打开一份年度报告；docx、pdf 等请在资源管理器里右键检查。");
      return;
    }
    const { client } = this.server;
    if (!client) throw new Error("语言服务器没有运行");
    await client.sendRequest("workspace/executeCommand", { command: "disclint.reload", arguments: [] });
    // The answer says that the check is done; the findings themselves come the usual way.
    await client.sendRequest("textDocument/diagnostic", { textDocument: { uri: editor.document.uri.toString() } });
    await vscode.commands.executeCommand("workbench.actions.view.problems");
    void vscode.window.setStatusBarMessage(`disclint：${inWords(countsOf(editor.document.uri))}`, 5000);
  }

  private async checkWorkspace(): Promise<void> {
    if (!this.server.client) throw new Error("语言服务器没有运行");
    await vscode.commands.executeCommand("disclint.checkWorkspace");
    await vscode.commands.executeCommand("workbench.actions.view.problems");
  }

  /** Check a file of any format, put what is found among the problems, and show the report. */
  private async checkFile(argument: unknown): Promise<void> {
    const uri = fileOf(argument);
    if (!uri) return;
    const launch = this.launch();
    const name = basename(uri.fsPath);
    const progress = { location: vscode.ProgressLocation.Notification, title: `disclint：检查 ${name}` };
    const html = await vscode.window.withProgress(progress, async () => {
      const outcome = await check(launch, uri.fsPath, folderOf(uri), options());
      const failed = outcome.failures.map((message) => new vscode.Diagnostic(new vscode.Range(0, 0, 0, 0), message));
      this.found.set(uri, [...failed, ...outcome.findings.map(asDiagnostic)]);
      return await report(launch, uri);
    });
    const panel = vscode.window.createWebviewPanel("disclint.report", `${name} 检查报告`, vscode.ViewColumn.Beside, {
      enableScripts: false,
      enableForms: false,
      localResourceRoots: [],
    });
    panel.webview.html = enclosed(html);
  }

  /** Write the report on a file where the user says. */
  private async exportReport(argument: unknown): Promise<void> {
    const uri = fileOf(argument) ?? vscode.window.activeTextEditor?.document.uri;
    if (uri?.scheme !== "file") {
      void vscode.window.showInformationMessage("请先打开或选中一份已保存的年度报告。");
      return;
    }
    const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
    if (document?.isDirty && !(await document.save())) return;
    const proposed = vscode.Uri.file(join(dirname(uri.fsPath), `${basename(uri.fsPath)}.检查报告.html`));
    const target = await vscode.window.showSaveDialog({ defaultUri: proposed, filters: { 网页: ["html"] } });
    if (!target) return;
    await exportReport(this.launch(), uri.fsPath, folderOf(uri), options(), target.fsPath);
    const open = "在浏览器中打开";
    const choice = await vscode.window.showInformationMessage(`报告已导出：${target.fsPath}`, open);
    if (choice === open) await vscode.env.openExternal(target);
  }

  /** Ask why something is not to be told any more, and have it written down. */
  private async suppress(argument: unknown): Promise<void> {
    const place = asPlace(argument);
    if (!place) return;
    const reason = await vscode.window.showInputBox({
      title: `不再提示此处 ${place.code}`,
      prompt: place.message,
      placeHolder: "写明理由，例如：已核实，情况属实",
      validateInput: (text) => (text.trim() ? undefined : "理由不能为空"),
    });
    if (reason) await vscode.commands.executeCommand("disclint.suppress", { ...place, reason: reason.trim() });
  }

  private launch(): Launch {
    if (!this.server.launch) throw new Error("没有找到 disclint，请先安装或在设置里指明位置");
    return this.server.launch;
  }
}

function asDiagnostic(finding: Finding): vscode.Diagnostic {
  const range = new vscode.Range(0, 0, 0, 0); // an editor has no lines of such a file
  const diagnostic = new vscode.Diagnostic(range, sentence(finding), SEVERITIES[finding.severity]);
  diagnostic.source = "disclint";
  diagnostic.code = finding.url ? { value: finding.code, target: vscode.Uri.parse(finding.url) } : finding.code;
  return diagnostic;
}

async function report(launch: Launch, uri: vscode.Uri): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "disclint-"));
  try {
    const target = join(folder, "report.html");
    await exportReport(launch, uri.fsPath, folderOf(uri), options(), target);
    return await readFile(target, "utf8");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function fileOf(argument: unknown): vscode.Uri | undefined {
  return argument instanceof vscode.Uri && argument.scheme === "file" ? argument : undefined;
}

function folderOf(uri: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? dirname(uri.fsPath);
}

/** What of the settings the command line must be told. */
function options(): string[] {
  const configuration = vscode.workspace.getConfiguration("disclint");
  const language = configuration.get<string>("language", "");
  return [
    ...(language ? ["--lang", language] : []),
    ...(configuration.get<boolean>("allowLocalRules", false) ? ["--allow-local-rules"] : []),
  ];
}
