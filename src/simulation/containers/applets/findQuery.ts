import { refused } from '../errno.ts';
import { WorkLimit } from '../exhaustion.ts';
import type { Process } from '../process.ts';
import { compilePattern, matches } from '../shell/pattern.ts';
import { accountId } from './accounts.ts';
import { baseName } from './cp.ts';
import { changedMode } from './modes.ts';
import type { Met } from './walk.ts';

/** What is asked of each file, and what is done with those that answer. */
export type FindExpression =
  | { readonly kind: 'and' | 'or'; readonly left: FindExpression; readonly right: FindExpression }
  | { readonly kind: 'not'; readonly inner: FindExpression }
  | { readonly kind: 'test'; readonly holds: (met: Met) => boolean }
  | { readonly kind: 'print'; readonly end: '\n' | '\0' }
  | { readonly kind: 'prune' | 'delete' | 'quit' }
  | { readonly kind: 'exec'; readonly command: readonly string[]; readonly batched: 'one' | 'many' };

export interface FindQuery {
  readonly expression: FindExpression;
  readonly minDepth: number;
  readonly maxDepth: number;
  readonly foldersLast: boolean;
}

/** What is wrong with an expression, in busybox' words. */
export class FindError {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Parentheses and negations within each other. */
const maxNesting = 50;

/** Reads the words after the paths. */
export function findQuery(words: readonly string[], process: Process): FindQuery | FindError {
  try {
    return new Reader(words, process).query();
  } catch (error) {
    if (error instanceof FindError) return error;
    throw error;
  }
}

class Reader {
  readonly #words: readonly string[];
  readonly #process: Process;
  #at = 0;
  #nesting = 0;
  #minDepth = 0;
  #maxDepth = Number.POSITIVE_INFINITY;
  #foldersLast = false;
  #acts = false;

  constructor(words: readonly string[], process: Process) {
    this.#words = words;
    this.#process = process;
  }

  query(): FindQuery {
    let expression: FindExpression = this.#words.length > 0 ? this.#or() : always;
    const rest = this.#words[this.#at];
    if (rest !== undefined) throw new FindError(`unrecognized: ${rest}`);
    if (!this.#acts) expression = { kind: 'and', left: expression, right: { kind: 'print', end: '\n' } };
    return { expression, minDepth: this.#minDepth, maxDepth: this.#maxDepth, foldersLast: this.#foldersLast };
  }

  #or(): FindExpression {
    let left = this.#and();
    while (this.#take('-o') || this.#take('-or')) left = { kind: 'or', left, right: this.#and() };
    return left;
  }

  #and(): FindExpression {
    let left = this.#not();
    for (;;) {
      const next = this.#words[this.#at];
      if (next === undefined || next === ')' || next === '-o' || next === '-or') return left;
      if (next === '-a' || next === '-and') this.#at += 1;
      left = { kind: 'and', left, right: this.#not() };
    }
  }

  #not(): FindExpression {
    this.#nesting += 1;
    if (this.#nesting > maxNesting) throw new FindError('expression too deep');
    let expression: FindExpression;
    if (this.#take('!') || this.#take('-not')) expression = { kind: 'not', inner: this.#not() };
    else if (this.#take('(')) {
      expression = this.#or();
      if (!this.#take(')')) throw new FindError("unmatched '('");
    } else expression = this.#primary();
    this.#nesting -= 1;
    return expression;
  }

  #take(word: string): boolean {
    if (this.#words[this.#at] !== word) return false;
    this.#at += 1;
    return true;
  }

  #primary(): FindExpression {
    const word = this.#words[this.#at] ?? '';
    this.#at += 1;
    switch (word) {
      case '-print':
      case '-print0':
        this.#acts = true;
        return { kind: 'print', end: word === '-print' ? '\n' : '\0' };
      case '-delete':
        this.#acts = true;
        this.#foldersLast = true;
        return { kind: 'delete' };
      case '-quit':
      case '-prune':
        return { kind: word === '-quit' ? 'quit' : 'prune' };
      case '-exec':
      case '-ok':
        return this.#exec(word);
      case '-true':
      case '-follow':
      case '-xdev':
        return always;
      case '-depth':
        this.#foldersLast = true;
        return always;
      case '-maxdepth':
        this.#maxDepth = this.#number(word, this.#value(word));
        return always;
      case '-mindepth':
        this.#minDepth = this.#number(word, this.#value(word));
        return always;
      case '-empty':
        return test(({ node }) => (node.kind === 'directory' ? node.isEmpty : node.kind === 'file' && node.size === 0));
      default:
        return this.#test(word);
    }
  }

  #test(word: string): FindExpression {
    const known = /^-(?:i?name|i?path|type|[mac]time|[mac]min|newer|size|perm|user|group|links)$/.test(word);
    if (!known) throw new FindError(`unrecognized: ${word}`);
    const value = this.#value(word);
    const { nowMs } = this.#process;
    switch (word) {
      case '-name':
      case '-iname':
        return this.#matching(word, value, ({ path }) => baseName(path));
      case '-path':
      case '-ipath':
        return this.#matching(word, value, ({ path }) => path);
      case '-type': {
        const kind = { f: 'file', d: 'directory', l: 'link', c: 'device' }[value];
        if (!/^[fdlcbps]$/.test(value)) throw new FindError(`invalid argument '${value}' to '${word}'`);
        return test(({ node }) => node.kind === kind);
      }
      case '-newer': {
        const other = this.#process.stat(value);
        if (refused(other)) throw new FindError(`${value}: ${other.text}`);
        return test(({ node }) => node.mtimeMs > other.mtimeMs);
      }
      case '-size': {
        const unit = { c: 1, w: 2, b: 512, k: 1024, '': 512 }[/[a-z]*$/.exec(value)?.[0] ?? ''];
        if (unit === undefined) throw new FindError(`invalid number '${value}'`);
        const isSize = this.#compared(word, value.replace(/[a-z]+$/, ''));
        return test(({ node }) => isSize(Math.ceil((node.kind === 'file' ? node.size : 4096) / unit)));
      }
      case '-perm': {
        const mode = changedMode(value.replace(/^[-/+]/, ''), { kind: 'file', mode: 0 } as Met['node']);
        if (mode === undefined) throw new FindError(`invalid mode '${value}'`);
        if (value.startsWith('-')) return test(({ node }) => (node.mode & mode) === mode);
        if (/^[/+]/.test(value)) return test(({ node }) => (node.mode & mode) !== 0);
        return test(({ node }) => node.mode === mode);
      }
      case '-user':
      case '-group': {
        const kind = word === '-user' ? 'user' : 'group';
        const id = accountId(this.#process, kind, value);
        if (id === undefined) throw new FindError(`unknown ${kind} ${value}`);
        return test(({ node }) => (kind === 'user' ? node.uid : node.gid) === id);
      }
      case '-links': {
        const isCount = this.#compared(word, value);
        return test(({ node }) => isCount(node.kind === 'directory' ? 2 : node.links));
      }
      default: {
        const unitMs = word.endsWith('time') ? 86_400_000 : 60_000;
        const isAge = this.#compared(word, value);
        return test(({ node }) => isAge(Math.floor((nowMs - node.mtimeMs) / unitMs)));
      }
    }
  }

  #matching(word: string, value: string, textOf: (met: Met) => string): FindExpression {
    const fold = (text: string) => (word.startsWith('-i') ? text.toLowerCase() : text);
    const pattern = compilePattern(fold(value));
    return test((met) => matches(pattern, fold(textOf(met)), new WorkLimit()));
  }

  /** `+3`, `-3` or `3`. */
  #compared(word: string, value: string): (number: number) => boolean {
    const wanted = this.#number(word, value.replace(/^[-+]/, ''));
    if (value.startsWith('+')) return (number) => number > wanted;
    return value.startsWith('-') ? (number) => number < wanted : (number) => number === wanted;
  }

  #exec(word: string): FindExpression {
    const end = this.#words.findIndex(
      (other, index) =>
        index >= this.#at && (other === ';' || (other === '+' && this.#words[index - 1] === '{}' && index > this.#at)),
    );
    if (end < 0) throw new FindError(`-exec requires an argument`);
    const command = this.#words.slice(this.#at, end);
    if (command.length === 0) throw new FindError(`${word} requires an argument`);
    this.#at = end + 1;
    this.#acts = true;
    return { kind: 'exec', command, batched: this.#words[end] === '+' ? 'many' : 'one' };
  }

  #value(word: string): string {
    const value = this.#words[this.#at];
    if (value === undefined) throw new FindError(`${word} requires an argument`);
    this.#at += 1;
    return value;
  }

  #number(_word: string, text: string): number {
    if (!/^\d{1,9}$/.test(text)) throw new FindError(`invalid number '${text}'`);
    return Number(text);
  }
}

const always = test(() => true);

function test(holds: (met: Met) => boolean): FindExpression {
  return { kind: 'test', holds };
}
