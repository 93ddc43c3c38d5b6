import * as vscode from 'vscode';
import { invariant } from '../invariant.ts';
import type { Lab } from '../labs/lab.ts';
import type { Edge } from './edge.ts';
import { foldersIn, readLabSource } from './labSource.ts';

/** A lab and its folder: one that ships with the extension, or an author's draft. */
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

  /** All labs, in the order in which they are best played. */
  all(): Promise<ShippedLab[]> {
    this.#labs ??= this.#read();
    return this.#labs;
  }

  async find(id: string): Promise<ShippedLab | undefined> {
    return (await this.all()).find(({ lab }) => lab.id === id);
  }

  /** The lab to go on with after another. */
  async nextAfter({ lab }: ShippedLab): Promise<Pick<Lab, 'id' | 'title' | 'minutes'> | undefined> {
    const labs = await this.all();
    const at = labs.findIndex(({ lab: { id } }) => id === lab.id);
    return at === -1 ? undefined : labs[at + 1]?.lab;
  }

  /** The text of a file in a lab's folder. */
  async readFile({ folder }: ShippedLab, path: string): Promise<string> {
    return readText(vscode.Uri.joinPath(folder, path));
  }

  async #read(): Promise<ShippedLab[]> {
    const labs: ShippedLab[] = [];
    for (const track of await foldersIn(this.#root)) {
      for (const name of await foldersIn(vscode.Uri.joinPath(this.#root, track))) {
        await this.#edge.quietly('read a lab', async () => {
          const folder = vscode.Uri.joinPath(this.#root, track, name);
          const file = vscode.Uri.joinPath(folder, 'lab.md');
          const { lab, problems } = await readLabSource(file, await readText(file));
          invariant(lab, `${file.path}: ${problems[0]?.message ?? 'is no lab'}`);
          labs.push({ lab, folder });
        });
      }
    }
    const { inOrder } = await import('../labs/labOrder.ts');
    return inOrder(labs);
  }
}

async function readText(file: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}
