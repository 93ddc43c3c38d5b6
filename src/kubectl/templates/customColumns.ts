import type { KubernetesObject } from '../../api/objects.ts';
import { TableColumns } from '../columns.ts';
import { commandError } from '../commandError.ts';
import { type JsonPathTemplate, relaxedJsonPath, valuesAt } from '../jsonPath.ts';
import { goText } from './goValue.ts';

interface Column {
  readonly head: string;
  readonly path: JsonPathTemplate;
}

/** Prints rows of chosen fields (`-o custom-columns=NAME:.metadata.name`); the head line comes once. */
export class CustomColumns {
  readonly #columns: readonly Column[];
  readonly #layout = new TableColumns();
  #headPrinted: boolean;

  constructor(columns: readonly Column[], heads: 'with heads' | 'without heads') {
    this.#columns = columns;
    this.#headPrinted = heads === 'without heads';
  }

  print(objects: readonly KubernetesObject[]): string {
    const rows = objects.map((object) =>
      this.#columns.map(({ path }) => {
        const values = valuesAt(path, object);
        return values.length === 0 ? '<none>' : values.map((value) => goText(value, '<none>')).join(',');
      }),
    );
    const head = this.#headPrinted ? [] : [this.#columns.map((column) => column.head)];
    this.#headPrinted = true;
    return this.#layout.print([...head, ...rows]);
  }
}

/** Reads `NAME:.metadata.name,PHASE:.status.phase`. */
export function columnsFromText(text: string): Column[] {
  if (text === '') throw commandError('custom-columns format specified but no custom columns given');
  return text.split(/,(?![^[(]*[\])])/).map((part) => {
    const colon = part.indexOf(':');
    if (colon <= 0 || colon === part.length - 1) {
      throw commandError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    }
    return { head: part.slice(0, colon), path: columnPath(part.slice(colon + 1)) };
  });
}

/** Reads a file of two lines: the heads, and the paths below them. */
export function columnsFromFile(text: string): Column[] {
  const [heads = '', paths = ''] = text.split('\n');
  const names = heads.split(/\s+/).filter((word) => word !== '');
  const specs = paths.split(/\s+/).filter((word) => word !== '');
  if (names.length === 0) throw commandError('missing first line, Expected <header> ...');
  if (specs.length !== names.length) {
    throw commandError(`number of headers (${names.length}) and field specifications (${specs.length}) don't match`);
  }
  return names.map((head, index) => ({ head, path: columnPath(specs[index] ?? '') }));
}

function columnPath(text: string): JsonPathTemplate {
  const path = relaxedJsonPath(text);
  if (path.problem !== undefined) {
    throw commandError(
      `unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'`,
    );
  }
  return path;
}
