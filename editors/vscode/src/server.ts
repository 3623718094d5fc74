/** The language server as VS Code runs it: found, started, started anew when what it goes by changes. */

import { PythonExtension } from "@vscode/python-extension";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, TransportKind } from "vscode-languageclient/node";

import { find, type Launch, NotFoundError } from "./launch";

const SELECTOR = [
  ...["markdown", "plaintext", "html"].flatMap((language) =>
    ["file", "untitled"].map((scheme) => ({ language, scheme })),
  ),
  { scheme: "file", pattern: "**/{.disclint,disclint,pyproject}.toml" },
];
const LAUNCHING = ["disclint.path", "disclint.interpreter"];
const INSTALL = 'pip install "disclint[lsp]"';

export type State = "stopped" | "starting" | "running" | "failed";

export class Server implements vscode.Disposable {
  /** How disclint is started; undefined while it is not found. */
  launch: Launch | undefined;
  client: LanguageClient | undefined;

  private current: State = "stopped";
  private queue: Promise<void> = Promise.resolve();
  private readonly changed = new vscode.EventEmitter<State>();
  private readonly subscriptions: { dispose(): unknown }[] = [this.changed];
  private python: PythonExtension | undefined;

  readonly onDidChange = this.changed.event;

  constructor(private readonly log: vscode.LogOutputChannel) {
    this.subscriptions.push(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (LAUNCHING.some((name) => event.affectsConfiguration(name))) void this.restart();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.restart()),
    );
  }

  get state(): State {
    return this.current;
  }

  /** Start the server, or say why it cannot be; one start or stop at a time. */
  start(): Promise<void> {
    return this.inTurn(() => this.begin());
  }

  stop(): Promise<void> {
    return this.inTurn(() => this.end());
  }

  restart(): Promise<void> {
    return this.inTurn(async () => {
      await this.end();
      await this.begin();
    });
  }

  dispose(): void {
    void this.stop();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(work, work);
    return this.queue;
  }

  private async begin(): Promise<void> {
    this.become("starting");
    try {
      this.launch = await find({ ...settings(), selected: await this.selected() });
      this.log.info(`disclint ${this.launch.version}: ${[this.launch.command, ...this.launch.args].join(" ")}`);
      this.client = new LanguageClient("disclint", "disclint", serverOptions(this.launch), this.options());
      await this.client.start();
      this.become("running");
    } catch (error) {
      this.become("failed");
      await this.explain(error);
    }
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.launch = undefined;
    this.become("stopped");
    try {
      await client?.dispose();
    } catch (error) {
      this.log.warn(String(error)); // it may be dead already
    }
  }

  private become(state: State): void {
    this.current = state;
    this.changed.fire(state);
  }

  private options(): LanguageClientOptions {
    const configuration = vscode.workspace.getConfiguration("disclint");
    const passed = ["language", "debounce", "timeout", "inlayHints", "allowLocalRules"];
    const options = Object.fromEntries(passed.map((name) => [name, configuration.get<unknown>(name)]));
    return {
      documentSelector: SELECTOR,
      outputChannel: this.log,
      initializationOptions: { ...options, asksForReason: true },
      synchronize: { configurationSection: "disclint" },
    };
  }

  /** The interpreter selected in the Python extension, if there is one; a change of it starts the server anew. */
  private async selected(): Promise<string | undefined> {
    if (!vscode.extensions.getExtension("ms-python.python")) return undefined;
    try {
      if (!this.python) {
        this.python = await PythonExtension.api();
        this.subscriptions.push(
          this.python.environments.onDidChangeActiveEnvironmentPath(() => void this.restart()),
        );
      }
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
      const path = this.python.environments.getActiveEnvironmentPath(folder);
      const environment = await this.python.environments.resolveEnvironment(path);
      return environment?.executable.uri?.fsPath;
    } catch (error) {
      this.log.warn(`Python 扩展没有给出环境：${String(error)}`);
      return undefined;
    }
  }

  private async explain(error: unknown): Promise<void> {
    this.log.error(String(error));
    const missing = error instanceof NotFoundError;
    const message = missing
      ? `没有找到 disclint。请先安装：${INSTALL}，或在设置里指明位置。`
      : `disclint 没有启动，多半是缺少组件。请安装：${INSTALL}`;
    const copy = "复制安装命令";
    const open = "打开设置";
    const show = "显示日志";
    const choice = await vscode.window.showErrorMessage(message, copy, open, show);
    if (choice === copy) await vscode.env.clipboard.writeText(INSTALL);
    else if (choice === open) await vscode.commands.executeCommand("workbench.action.openSettings", "disclint");
    else if (choice === show) this.log.show();
  }
}

function settings(): { path: string; interpreter: string } {
  const configuration = vscode.workspace.getConfiguration("disclint");
  return { path: configuration.get("path", ""), interpreter: configuration.get("interpreter", "") };
}

function serverOptions(launch: Launch) {
  return { command: launch.command, args: [...launch.args, "server"], transport: TransportKind.stdio };
}
