import type { LabSurroundings } from '../../../src/labs/labReading.ts';
import { aids, block, head } from '../labText.ts';

/** What an author can do wrong, and all that is said to it. */
export interface Mistake {
  readonly name: string;
  readonly text: string;
  /** `what is underlined → what is said`; of a warning with `warning: ` before. */
  readonly problems: readonly string[];
  readonly surroundings?: LabSurroundings;
}

/** A mistake in a lab with the one step “a”, which is sound but for these blocks. */
export function inStep(name: string, blocks: string, ...problems: string[]): Mistake {
  return { name, text: `${head}## a\n${blocks}`, problems };
}

const soundCheck = block('check', '- file: web.yaml\n  exists: true');

/** A mistake in a block of a step that is sound otherwise. */
export function inBlock(name: string, kind: string, body: string, ...problems: string[]): Mistake {
  return inStep(name, soundCheck + aids + block(kind, body), ...problems);
}

/** A mistake in the list of checks of a step that is sound otherwise. */
export function inCheck(name: string, body: string, ...problems: string[]): Mistake {
  return inStep(name, block('check', body) + aids, ...problems);
}

/** The same with the files of the lab's folder and the other labs known. */
export function among(mistake: Mistake, files: readonly string[], labs: readonly string[] = []): Mistake {
  return { ...mistake, surroundings: { files: new Set(files), labs: new Set(labs) } };
}
