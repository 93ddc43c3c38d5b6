import { type SystemError, systemError } from '../errno.ts';
import { Directory, FileBudget, type FileNode, RegularFile } from '../filesystem.ts';

/** Live files take no room of anybody's. */
const nobodysBudget = new FileBudget(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

/** What a live folder shows. */
export interface LiveEntries {
  names(): readonly string[];
  get(name: string): FileNode | undefined;
}

/** A folder of the kernel, such as those of `/proc` and `/sys`: its entries are made when somebody looks at them. */
export class LiveFolder extends Directory {
  readonly #make: () => LiveEntries;
  #made: LiveEntries | undefined;

  /** Most are never looked at: what they show is only made then. */
  constructor(make: () => LiveEntries) {
    super({ mode: 0o555, budget: nobodysBudget });
    this.#make = make;
  }

  get #entries(): LiveEntries {
    this.#made ??= this.#make();
    return this.#made;
  }

  override get(name: string): FileNode | undefined {
    return this.#entries.get(name);
  }

  override names(): string[] {
    return [...this.#entries.names()].sort();
  }

  override get isEmpty(): boolean {
    return false;
  }

  override add(): SystemError {
    return systemError('EPERM');
  }

  override remove(): SystemError {
    return systemError('EPERM');
  }
}

/** A folder of texts that are written when they are read. */
export function textFolder(texts: Readonly<Record<string, () => string>>, more?: LiveEntries): LiveFolder {
  return new LiveFolder(() => textEntries(texts, more));
}

/** The same, for a folder to be made of them. */
export function textEntries(texts: Readonly<Record<string, () => string>>, more?: LiveEntries): LiveEntries {
  return {
    names: () => [...Object.keys(texts), ...(more?.names() ?? [])],
    get: (name) => {
      const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
      return text ? liveFile(text()) : more?.get(name);
    },
  };
}

/** A file with what the kernel says at this moment. */
export function liveFile(text: string, mode = 0o444): RegularFile {
  return new RegularFile(nobodysBudget, mode, 0, text);
}
