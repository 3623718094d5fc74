/** The extension: starts the language server, and brings what it cannot do to the editor. */

import * as vscode from "vscode";

import { Commands } from "./commands";
import { Server } from "./server";
import { Status } from "./status";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("disclint", { log: true });
  server = new Server(log);
  const status = new Status(server);
  const commands = new Commands(server, log);
  context.subscriptions.push(log, server, status, commands);
  await server.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
