import * as vscode from 'vscode';
import { invariant } from '../invariant.ts';
import type { Lab } from '../labs/lab.ts';
import type { Edge } from './edge.ts';

/** A lab that ships with the extension. */
export interface ShippedLab {
  readonly lab: Lab;
  readonly folder: vscode.Uri;
}

/** The labs in the extension's `labs/` folder, read on first use. */
export class LabLibrary {
  readonly #root: vscode.Uri;
  readonly #edge: Edge;
  #labs: Promise<ShippedLab[]> | undefined;

  constructor(extension: vscode.Uri, edge: Edge) {
    this.#root = vscode.Uri.joinPath(extension, 'labs');
    this.#edge = edge;
  }

  /** All labs: by track, and in a track easy ones first. */
  all(): Promise<ShippedLab[]> {
    this.#labs ??= this.#read();
    return this.#labs;
  }

  async find(id: string): Promise<ShippedLab | undefined> {
    return (await this.all()).find(({ lab }) => lab.id === id);
  }

  /** The text of a file in a lab's folder. */
  async readFile({ folder }: ShippedLab, path: string): Promise<string> {
    return readText(vscode.Uri.joinPath(folder, path));
  }

  async #read(): Promise<ShippedLab[]> {
    const { parseLab } = await import('../labs/labFile.ts');
    const labs: ShippedLab[] = [];
    for (const track of await foldersIn(this.#root)) {
      for (const folder of await foldersIn(track)) {
        await this.#edge.quietly('read a lab', async () => {
          const file = vscode.Uri.joinPath(folder, 'lab.md');
          const { lab, problems } = parseLab(await readText(file), file.path);
          invariant(lab, `${file.path}: ${problems[0]?.message ?? 'is no lab'}`);
          labs.push({ lab, folder });
        });
      }
    }
    const levels = ['beginner', 'intermediate', 'advanced'];
    return labs.sort(
      ({ lab: a }, { lab: b }) =>
        a.track.localeCompare(b.track) ||
        levels.indexOf(a.level) - levels.indexOf(b.level) ||
        a.title.localeCompare(b.title),
    );
  }
}

async function foldersIn(parent: vscode.Uri): Promise<vscode.Uri[]> {
  const entries = await vscode.workspace.fs.readDirectory(parent);
  return entries
    .filter(([, type]) => (type & vscode.FileType.Directory) !== 0)
    .map(([name]) => vscode.Uri.joinPath(parent, name));
}

async function readText(file: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}
