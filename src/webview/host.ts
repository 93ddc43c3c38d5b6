/** What VS Code gives to the script of a page. */
export interface EditorHost {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): EditorHost;

/** The editor behind the page; may be asked for once only. */
export function connectToEditor(): EditorHost {
  return acquireVsCodeApi();
}
